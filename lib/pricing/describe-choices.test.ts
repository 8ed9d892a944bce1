import { describe, expect, test } from "vitest";
import type { Choice } from "@/lib/pricing/catalogue";
import { countPlaces } from "@/lib/pricing/count-places";
import { describeChoices } from "@/lib/pricing/describe-choices";
import { IN_APRIL, IN_MARCH, mareograph } from "@/lib/pricing/mareograph.fixture";

const nothing: Choice = { categoryCode: null, services: [] };
const chosen = (categoryCode: string, ...codes: string[]): Choice => ({
  categoryCode,
  services: codes.map((code) => ({ code, quantity: 1 })),
});
function find(kind: "categories" | "services", code: string, choice = nothing, now = IN_MARCH) {
  return describeChoices(mareograph, choice, now)[kind].find((item) => item.code === code);
}

describe("a category", () => {
  test.each([
    { code: "regular", availability: { state: "on-sale" }, why: "open to all" },
    { code: "member", availability: { state: "on-sale" }, why: "Indico says so" },
    { code: "speaker", availability: { state: "not-eligible" }, why: "not invited" },
    { code: "desk", availability: { state: "not-yet", from: new Date("2027-06-13T08:00:00Z") }, why: "only on site" },
  ])("$code: $why", ({ code, availability }) => {
    const item = find("categories", code);
    expect(item).toMatchObject({ availability, canChoose: availability.state === "on-sale" });
    expect(item?.most).toBe(availability.state === "on-sale" ? 1 : 0);
  });

  test("shows the price of now and the one to come", () => {
    expect(find("categories", "regular")).toMatchObject({
      price: { label: "early", priceMinor: 54_000 },
      nextPrice: { label: "regular", priceMinor: 64_000 },
      left: { places: 120, capacity: 300 },
    });
    expect(find("categories", "student", nothing, IN_APRIL)).toMatchObject({
      availability: { state: "closed" },
      price: null,
      nextPrice: null,
    });
  });

  test("keeps its last place while another category is the chosen one", () => {
    expect(find("categories", "press", chosen("press"))).toMatchObject({ canChoose: true, left: { places: 1 } });
  });
});

describe("a service", () => {
  test.each([
    { code: "dinner", choice: nothing, state: "few-left", most: 4, why: "12 of 220" },
    { code: "boat", choice: nothing, state: "few-left", most: 1, why: "3 of 40" },
    { code: "levelling", choice: nothing, state: "on-sale", most: 1, why: "2 of 2" },
    { code: "mareograms", choice: nothing, state: "full", most: 0, why: "0 of 24" },
    { code: "old-poster", choice: nothing, state: "closed", most: 0, why: "the sale is over" },
    { code: "exhibition", choice: chosen("regular", "boat"), state: "on-sale", most: 1, why: "does not block" },
    { code: "boat", choice: chosen("regular", "boat"), state: "few-left", most: 1, why: "does not clash with itself" },
  ])("$code: $why", ({ code, choice, state, most }) => {
    expect(find("services", code, choice)).toMatchObject({ availability: { state }, most });
  });

  test("names what is in its way", () => {
    expect(find("services", "levelling", chosen("regular", "boat"))).toMatchObject({
      availability: { state: "clash", with: ["boat"] },
      canChoose: false,
      most: 0,
    });
  });

  test("does not compete for a shared quota with what else is chosen", () => {
    const both = find("services", "evening-talk", chosen("regular", "levelling"));
    expect(both).toMatchObject({ left: { places: 1, capacity: 2 }, availability: { state: "on-sale" } });
    const full = describeChoices(
      { ...mareograph, quotas: mareograph.quotas.map((q) => (q.id === 4 ? { ...q, free: 1 } : q)) },
      chosen("regular", "levelling"),
      IN_MARCH,
    );
    expect(full.services.find(({ code }) => code === "evening-talk")?.availability).toEqual({ state: "full" });
    expect(full.services.find(({ code }) => code === "levelling")?.canChoose).toBe(true);
  });

  test("exactly a tenth is few", () => {
    const left = (free: number) =>
      describeChoices({ ...mareograph, quotas: [{ id: 3, capacity: 40, free }] }, nothing, IN_MARCH).services.find(
        ({ code }) => code === "boat",
      )?.availability.state;
    expect([left(4), left(5)]).toEqual(["few-left", "on-sale"]);
  });
});

test("countPlaces adds up by quota, in the order of ids", () => {
  const lines = [
    { kind: "service", code: "levelling", quantity: 1 },
    { kind: "service", code: "evening-talk", quantity: 1 },
    { kind: "service", code: "dinner", quantity: 2 },
    { kind: "category", code: "regular", quantity: 1 },
    { kind: "service", code: "guest", quantity: 1 },
  ] as const;
  expect(countPlaces(mareograph, lines)).toEqual([
    { quotaId: 1, places: 1 },
    { quotaId: 2, places: 2 },
    { quotaId: 4, places: 2 },
  ]);
});
