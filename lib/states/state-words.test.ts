import { describe, expect, test } from "vitest";
import { messagesOf } from "@/lib/i18n/messages";
import type { PageState } from "@/lib/states/page-state";
import { lenosStatusOf, STATE_WORDS } from "@/lib/states/state-words";

test.each(["en", "it"] as const)("every state has a word in %s, and no word is left over", (locale) => {
  const words = messagesOf(locale).states;
  const keys = (groups: Record<string, object>) =>
    Object.entries(groups).map(([group, states]) => [group, Object.keys(states).sort()]);
  expect(keys(words)).toEqual(keys(STATE_WORDS));
  expect(Object.values(words).flatMap(Object.values).every(Boolean)).toBe(true);
});

test("Convio hears of a pending payment as promised, of presence as complete", () => {
  const words = STATE_WORDS.registration;
  expect(words["awaiting-transfer"].convioOrder).toBe("promised");
  expect(words["pay-on-site"].convioOrder).toBe("promised");
  expect(words["not-paid"].convioCheckin).toBe("committed");
  expect(words.paid.convioCheckin).toBe("paid");
  expect(words["checked-in"].convioCheckin).toBe("complete");
});

describe("the event app's status", () => {
  const asIs = { isWithdrawn: false, unpaidCounts: false };
  test.each<{ state: PageState; setting: typeof asIs; status: string; why: string }>([
    { state: "erased", setting: asIs, status: "Deleted", why: "erased" },
    {
      state: "erased",
      setting: { isWithdrawn: true, unpaidCounts: true },
      status: "Deleted",
      why: "erased comes first",
    },
    { state: "cancelled", setting: asIs, status: "Cancelled", why: "cancelled" },
    { state: "cancelled", setting: { ...asIs, unpaidCounts: true }, status: "Cancelled", why: "no setting undoes it" },
    {
      state: "paid",
      setting: { ...asIs, isWithdrawn: true },
      status: "Cancelled",
      why: "withdrawn on Indico, yet paid",
    },
    { state: "paid", setting: asIs, status: "Registered", why: "paid" },
    { state: "overpaid", setting: asIs, status: "Registered", why: "more than paid" },
    { state: "free", setting: asIs, status: "Registered", why: "zero fee" },
    { state: "checked-in", setting: asIs, status: "Registered", why: "present" },
    { state: "not-paid", setting: asIs, status: "Pending", why: "owing" },
    { state: "awaiting-transfer", setting: asIs, status: "Pending", why: "a promise is no payment" },
    { state: "not-paid", setting: { ...asIs, unpaidCounts: true }, status: "Registered", why: "unpaid counts" },
  ])("$why: $status", ({ state, setting, status }) => {
    expect(lenosStatusOf(state, setting)).toBe(status);
  });
});
