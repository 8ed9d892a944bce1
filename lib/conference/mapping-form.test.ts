import { expect, test } from "vitest";
import { mappingOfValues, valuesOfMapping } from "@/lib/conference/mapping-form";
import { IndicoMapping } from "@/lib/indico/map-registration";

const MAPPING = IndicoMapping.parse({
  fields: [
    { from: { title: "Dietary needs" }, to: { question: "diet" }, choices: { "Vegan (a = b)": "vegan", None: "none" } },
    { from: { fieldId: 12 }, to: { profile: "vatNumber" } },
  ],
  categories: [
    { when: { field: { fieldId: 7 }, choice: "Student" }, category: "student" },
    { when: { tag: "Committee" }, category: "speaker" },
  ],
});

test("what the form shows, sent unchanged, says the same", () => {
  const { mapping, unread } = mappingOfValues(valuesOfMapping(MAPPING), { fields: 2, categories: 2 });
  expect(IndicoMapping.parse(mapping)).toEqual(MAPPING);
  expect(unread).toEqual([]);
});

test("a line that is no choice is named with its field", () => {
  const values = {
    "fields.0.from": "Diet",
    "fields.0.to": "question.diet",
    "fields.0.choices": "Vegan = vegan\nHalal",
  };
  expect(mappingOfValues(values, { fields: 1, categories: 0 }).unread).toEqual([
    { field: "fields.0.choices", line: "Halal" },
  ]);
});

test("half a row is refused by the mapping's own shape, not guessed", () => {
  const { mapping } = mappingOfValues({ "fields.0.from": "Diet" }, { fields: 1, categories: 0 });
  expect(IndicoMapping.safeParse(mapping).error?.issues[0]?.path).toEqual(["fields", 0, "to"]);
});
