import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { spreadReduction } from "./reduce-prices";

vi.mock("server-only", () => ({}));

const line = (id: number, quantity: number, unitMinor: number) => ({ id, quantity, unitMinor });

test.each([
  { lines: [line(1, 1, 30_000)], amount: 4_000, prices: [[1, 26_000]], why: "one place takes it all" },
  { lines: [line(1, 1, 30_000), line(2, 2, 5_000)], amount: 30_000, prices: [[1, 0]], why: "single places first" },
  {
    lines: [line(1, 1, 1_000), line(2, 2, 5_000)],
    amount: 1_500,
    prices: [
      [2, 4_750],
      [1, 0],
    ],
    why: "then the others",
  },
  {
    lines: [line(1, 1, 1_000), line(2, 3, 500)],
    amount: 1_001,
    prices: [
      [2, 499],
      [1, 2],
    ],
    why: "to the cent, by the single one",
  },
  { lines: [line(1, 2, 500)], amount: 1_000, prices: [[1, 0]], why: "everything is always possible" },
])("$why", ({ lines, amount, prices }) => {
  expect(spreadReduction(lines, amount)).toEqual({ ok: true, value: new Map(prices as [number, number][]) });
});

test("no price goes below nothing, and none that places share is split", () => {
  expect(spreadReduction([line(1, 1, 500)], 501)).toEqual({ ok: false, error: "more-than-it-costs" });
  expect(spreadReduction([line(1, 2, 500)], 501)).toEqual({ ok: false, error: "not-divisible" });
});

test("what is taken off is exactly what was asked", () => {
  const lines = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 4 }), unitMinor: fc.nat(50_000) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(lines, fc.nat(100_000), (drawn, amount) => {
      const numbered = drawn.map((one, id) => ({ id, ...one }));
      const spread = spreadReduction(numbered, amount);
      if (!spread.ok) return;
      const off = numbered.reduce(
        (sum, { id, quantity, unitMinor }) => sum + (unitMinor - (spread.value.get(id) ?? unitMinor)) * quantity,
        0,
      );
      expect(off).toBe(amount);
      for (const price of spread.value.values()) expect(price).toBeGreaterThanOrEqual(0);
    }),
  );
});
