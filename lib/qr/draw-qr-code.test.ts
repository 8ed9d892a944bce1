import { create } from "qrcode";
import { expect, test } from "vitest";
import { drawQrCode } from "./draw-qr-code";

/** The dark modules that a path of our rectangles covers. */
function modulesOf(path: string): Set<string> {
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let column = Number(x); column < Number(x) + Number(width); column++) dark.add(`${y}/${column}`);
  return dark;
}

test.each([
  "8QF4-MW2K-7C",
  "BCD\n002\n1\nSCT\n\nThe Tidewater Society\nPT50000201231234567890154\nEUR770.00\n\nRF86MAR270417",
])("%j: the path covers exactly the dark modules", (text) => {
  const { path, size } = drawQrCode(text, "M");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const expected = new Set<string>();
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) expected.add(`${row}/${column}`);
  expect(size).toBe(modules.size);
  expect(modulesOf(path)).toEqual(expected);
  expect(path.replace(/M\d+ \d+h(\d+)v1h-\1z/g, "")).toBe("");
});
