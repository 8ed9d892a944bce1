import { expect, test } from "vitest";
import { CODES_PER_DAY, pauseAfter, refusalOfCode } from "./code-allowance";

test.each([
  { guessed: 0, minutes: 0, why: "nobody guessed" },
  { guessed: 1, minutes: 5, why: "five slips of a tired person" },
  { guessed: 2, minutes: 15, why: "twice" },
  { guessed: 3, minutes: 45, why: "each three times as long" },
  { guessed: 6, minutes: 1_215, why: "the sixth of a day is the last one" },
])("after $guessed codes guessed at, a pause of $minutes minutes: $why", ({ guessed, minutes }) => {
  expect(pauseAfter(guessed)).toBe(minutes);
});

test.each([
  { codes: { valid: 0, mailed: 0, guessed: 0, sinceGuessed: null }, refusal: null, why: "the first" },
  { codes: { valid: 1, mailed: 1, guessed: 0, sinceGuessed: null }, refusal: "valid", why: "one is enough" },
  { codes: { valid: 0, mailed: 1, guessed: 1, sinceGuessed: 4.9 }, refusal: "pause", why: "too soon" },
  { codes: { valid: 0, mailed: 1, guessed: 1, sinceGuessed: 5 }, refusal: null, why: "after the pause" },
  { codes: { valid: 0, mailed: 3, guessed: 2, sinceGuessed: 14 }, refusal: "pause", why: "the pause grows" },
  { codes: { valid: 0, mailed: CODES_PER_DAY, guessed: 0, sinceGuessed: null }, refusal: "day", why: "too many" },
] as const)("$why: $refusal", ({ codes, refusal }) => {
  expect(refusalOfCode(codes)).toBe(refusal);
});

test("a day of guessing has six codes, so thirty tries", () => {
  let [minute, codes] = [0, 0];
  while (minute < 24 * 60) minute += pauseAfter(++codes);
  expect(codes).toBe(6);
});
