import { expect, test } from "vitest";
import { shownNumber } from "./shown-number";

const IN_INDICO = { indicoEventId: 101 };

test.each([
  { registration: { indicoFriendlyId: 417, isConfirmed: true }, conference: IN_INDICO, shown: "417", why: "Indico's" },
  { registration: { indicoFriendlyId: null, isConfirmed: true }, conference: IN_INDICO, shown: "F12", why: "typed in" },
  {
    registration: { indicoFriendlyId: 417, isConfirmed: false },
    conference: IN_INDICO,
    shown: "F12",
    why: "a number that Indico has not confirmed may be another person's",
  },
  {
    registration: { indicoFriendlyId: null, isConfirmed: true },
    conference: { indicoEventId: null },
    shown: "12",
    why: "a conference without Indico",
  },
])("$shown: $why", ({ registration, conference, shown }) => {
  expect(shownNumber({ number: 12, ...registration }, conference)).toBe(shown);
});
