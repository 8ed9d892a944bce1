import { create } from "qrcode";
import { expect, test } from "vitest";
import { qrPng } from "./qr-png";

test("the picture is square, six pixels for each module and its quiet zone", async () => {
  const png = await qrPng("FOYER");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const side = (create("FOYER", { errorCorrectionLevel: "M" }).modules.size + 2 * 4) * 6;
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
});
