import { expect, test } from "vitest";
import { seenOrder } from "./seen-order";

const FEE = { id: 1, categoryId: 7, serviceId: null, quantity: 1, grossMinor: 30_000 };
const DINNER = { id: 2, categoryId: null, serviceId: 4, quantity: 2, grossMinor: 10_000 };
const ORDER = { currency: "EUR", totalMinor: 40_000, lines: [FEE, DINNER] };

test.each([
  { other: { ...ORDER, totalMinor: 41_000 }, why: "another sum" },
  { other: { ...ORDER, currency: "CHF" }, why: "another currency" },
  { other: { ...ORDER, lines: [FEE, { ...DINNER, quantity: 1 }] }, why: "fewer places at the same sum" },
  { other: { ...ORDER, lines: [FEE, { ...DINNER, serviceId: 5 }] }, why: "another service at the same sum" },
  { other: { ...ORDER, lines: [FEE] }, why: "a line less" },
])("differs for $why", ({ other }) => {
  expect(seenOrder(other)).not.toBe(seenOrder(ORDER));
});

test("is the same for lines that were written anew, in whatever order they are read", () => {
  const anew = {
    ...ORDER,
    lines: [
      { ...DINNER, id: 12 },
      { ...FEE, id: 11 },
    ],
  };
  expect(seenOrder(anew)).toBe(seenOrder(ORDER));
});
