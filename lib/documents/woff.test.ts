import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { unpackWoff } from "@/lib/documents/woff";

const woff = readFileSync("node_modules/@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff");

/** The checksum of an sfnt file or table: its 32-bit words summed. Source: the OpenType specification. */
function checksum(bytes: Buffer): number {
  const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

test("every table comes out whole: its checksum holds", () => {
  const font = unpackWoff(woff);
  expect(font.readUInt32BE(0)).toBe(0x00010000);
  const count = font.readUInt16BE(4);
  expect(count).toBeGreaterThan(8);
  for (let index = 0; index < count; index++) {
    const at = 12 + index * 16;
    const tag = font.toString("latin1", at, at + 4);
    const [expected, offset, length] = [
      font.readUInt32BE(at + 4),
      font.readUInt32BE(at + 8),
      font.readUInt32BE(at + 12),
    ];
    const table = Buffer.from(font.subarray(offset, offset + length));
    if (tag === "head") table.writeUInt32BE(0, 8); // the whole file's own checksum is not counted
    expect(checksum(table), tag).toBe(expected);
  }
});

test("what is no WOFF is refused", () => {
  expect(() => unpackWoff(Buffer.from("wOF2 and more"))).toThrow(RangeError);
});
