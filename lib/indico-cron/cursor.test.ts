import { expect, test } from "vitest";
import { readCursor, writeCursor } from "./cursor";

test("what was written reads back, with big numbers and with none", () => {
  const positions = [
    { conferenceId: 1, epoch: 2, seq: 12_345_678_901_234n },
    { conferenceId: 7, epoch: 1, seq: 0n },
  ];
  expect(readCursor(writeCursor(positions))).toEqual({ ok: true, value: positions });
  expect(readCursor(writeCursor([]))).toEqual({ ok: true, value: [] });
});

test.each([
  "",
  "v2.1-1-1",
  "v1.",
  "v1.1-1",
  "v1.1-1-x",
  "v1.1-1--1",
  "v1.1-1-1 ",
  "v1.1-1-1.1-1-2",
  "v1.1-1-1e3",
  "2027-01-01",
])("%j is refused", (text) => {
  expect(readCursor(text)).toEqual({ ok: false, error: "bad-cursor" });
});
