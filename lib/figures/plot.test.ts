import { expect, test } from "vitest";
import { layOutPlot, niceTop } from "./plot";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

test.each([
  [0, 2],
  [2, 2],
  [3, 4],
  [9, 10],
  [11, 20],
  [1_284, 2_000],
  [512_480, 1_000_000],
])("the scale of %d ends at %d", (value, top) => {
  expect(niceTop(value)).toBe(top);
});

test("the line steps from day to day, ends today, and windows are bands cut to what is shown", () => {
  const points = [
    { at: day("2027-01-01"), value: 1 },
    { at: day("2027-03-02"), value: 4 },
  ];
  const bands = [
    { label: "early", from: null, until: day("2027-02-01") },
    { label: "regular", from: day("2027-02-01"), until: null },
    { label: "on site", from: day("2027-06-01"), until: null },
  ];
  const plot = layOutPlot(points, bands, day("2027-03-02"));
  expect(plot?.path).toBe("M64 163.5L632 30L632 30");
  expect(plot?.bands.map(({ label }) => label)).toEqual(["early", "regular"]);
  expect(plot?.bands[0]?.x).toBe(64);
  expect((plot?.bands[1]?.x ?? 0) + (plot?.bands[1]?.width ?? 0)).toBeCloseTo(632, 0);
  expect(plot?.steps).toEqual([
    { value: 0, y: 208 },
    { value: 2, y: 119 },
    { value: 4, y: 30 },
  ]);
  expect(plot?.months.map(({ at }) => at.toISOString().slice(0, 7))).toEqual(["2027-02", "2027-03"]);
});

test("less than a day makes no line", () => {
  expect(layOutPlot([], [], day("2027-01-01"))).toBeNull();
  expect(layOutPlot([{ at: day("2027-01-01"), value: 3 }], [], new Date("2027-01-01T12:00:00Z"))).toBeNull();
});
