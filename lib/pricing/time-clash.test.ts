import { expect, test } from "vitest";
import { clashes } from "@/lib/pricing/time-clash";

const day = (time: string) => new Date(`2027-06-17T${time}:00Z`);
const boat = { code: "boat", startsAt: day("13:00"), endsAt: day("17:00"), blocksTime: true };

test.each([
  { from: "13:00", until: "17:00", clash: true, why: "the same hours" },
  { from: "14:00", until: "15:00", clash: true, why: "within" },
  { from: "12:00", until: "18:00", clash: true, why: "around" },
  { from: "16:59", until: "20:00", clash: true, why: "a minute" },
  { from: "17:00", until: "20:00", clash: false, why: "straight after" },
  { from: "10:00", until: "13:00", clash: false, why: "straight before" },
])("$why: $clash, whichever is asked first", ({ from, until, clash }) => {
  const other = { code: "other", startsAt: day(from), endsAt: day(until), blocksTime: true };
  expect(clashes(boat, other)).toBe(clash);
  expect(clashes(other, boat)).toBe(clash);
});

test.each([
  { other: boat, why: "itself" },
  { other: { ...boat, code: "posters", blocksTime: false }, why: "what does not block" },
  { other: { ...boat, code: "proceedings", startsAt: null, endsAt: null }, why: "what has no time" },
])("nothing clashes with $why", ({ other }) => {
  expect(clashes(boat, other)).toBe(false);
  expect(clashes(other, boat)).toBe(false);
});
