import { expect, test } from "vitest";
import { countRows, itemOfValues, valuesOfItem, withoutEmptyRows, withoutRow } from "@/lib/conference/item-form";
import { readSetup } from "@/lib/conference/read-setup";
import { LISTS } from "@/lib/conference/rename-item";
import { setupFile } from "@/lib/conference/setup.fixture";

function setup() {
  const read = readSetup(setupFile(), { indicoUrl: undefined });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.setup;
}

test.each(LISTS)("%s: what a form shows, sent unchanged, says the same", (list) => {
  const whole = setup();
  for (const [i, item] of whole[list].entries()) {
    // Places of a session's own stand in no file.
    const { places: _, ...sent } = itemOfValues(list, withoutEmptyRows(list, valuesOfItem(list, item))) as {
      places?: unknown;
    };
    const read = readSetup({ ...setupFile(), [list]: whole[list].with(i, sent as never) }, { indicoUrl: undefined });
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(read.value.setup[list][i]).toEqual(item);
  }
});

test("empty rows are left out, and a row may be taken out", () => {
  const values = {
    code: "full",
    "prices.0.label": "Early",
    "prices.0.price": "540,50",
    "prices.1.label": " ",
    "prices.1.price": "",
    "prices.2.label": "Late",
    "prices.2.price": "610",
  };
  const full = withoutEmptyRows("categories", values);
  expect(itemOfValues("categories", full)).toMatchObject({
    prices: [
      { label: "Early", price: "540.50", from: null },
      { label: "Late", price: "610" },
    ],
  });
  expect(countRows(withoutRow(full, "prices.0"), "prices")).toBe(1);
  expect(withoutRow(full, "prices.0")["prices.0.label"]).toBe("Late");
});

test("tags are typed with commas between, and what is chosen of nothing is nothing", () => {
  const session = itemOfValues("sessions", { tags: " Talks,, Basins ,", quota: "", service: "boat" });
  expect(session).toMatchObject({ tags: ["Talks", "Basins"], quota: null, service: "boat", isPublished: false });
});

test.each([
  { typed: "", read: null },
  { typed: "12", read: 12 },
  { typed: " 5,5 ", read: 5.5 },
  { typed: "many", read: "many" },
  { typed: "1,000,000", read: "1,000,000" },
])("a number typed as “$typed”", ({ typed, read }) => {
  expect(itemOfValues("quotas", { name: "Venue", capacity: typed })).toEqual({ name: "Venue", capacity: read });
});
