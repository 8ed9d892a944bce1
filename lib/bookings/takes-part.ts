import type { RegistrationState } from "@/lib/db/generated/enums";
import type { Standing } from "@/lib/registration/read-standings";
import { type LenosStatus, lenosStatusOf } from "@/lib/states/state-words";

type Facts = {
  state: RegistrationState;
  indicoState: string | null;
  checkedInAt: Date | null;
  /** The conference's setting. */
  unpaidTakePart: boolean;
};

/** States of a registration on Indico in which its person comes no more. */
export const GONE_ON_INDICO: readonly string[] = ["withdrawn", "rejected", "deleted"];

/**
 * How a registration stands for the programme and the event app. "Registered" alone takes part: it is in the app, and
 * books sessions. Source: the feed's status rule, docs/event-app.md.
 */
export function participation(facts: Facts, standing: Standing | undefined): LenosStatus {
  const { state, indicoState, checkedInAt, unpaidTakePart } = facts;
  const isWithdrawn = indicoState !== null && GONE_ON_INDICO.includes(indicoState);
  const options = { isWithdrawn, unpaidCounts: unpaidTakePart };
  if (state === "erased" || state === "cancelled") return lenosStatusOf(state, options);
  if (checkedInAt) return lenosStatusOf("checked-in", options);
  // Who only began to register is not here yet, whatever the setting says.
  if (state === "draft") return lenosStatusOf("not-paid", { ...options, unpaidCounts: false });
  return lenosStatusOf(standing?.isPaid ? "paid" : "not-paid", options);
}
