import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { takeOnSite } from "@/lib/payments/take-on-site";
import { checkIn, noteSecondEntry, undoCheckIn } from "./check-in";
import { type DoorConference, findByScan, type Unknown } from "./find-by-scan";
import { type AtDoor, type DoorPerson, readAtDoor } from "./read-at-door";

/** Where somebody of staff stands, and when. */
export type Post = { readonly door: string; readonly actor: Actor; readonly now: Date };

/**
 * What a door says of a person. "in": just now; "already-in": before, as `entry` tells; "noted": in already and let in
 * once more; "undone": not here after all; "expected": may come in; "companion": the ticket of somebody who comes along with this person.
 */
export type PersonAnswer = {
  kind:
    | "in"
    | "already-in"
    | "not-paid"
    | "not-registered"
    | "cancelled"
    | "noted"
    | "undone"
    | "expected"
    | "companion";
  person: DoorPerson;
};

/** `"amount-changed"`: what is owed is not what staff counted, so nothing was booked. */
export type DoorAnswer = PersonAnswer | { kind: Unknown | "amount-changed" };

/** A code was held to the camera, or typed: lets the person in, or says why not. */
export async function scanAtDoor(conference: DoorConference, raw: string, post: Post): Promise<DoorAnswer> {
  const found = await findByScan(conference, raw, post.actor.id);
  if (!found.ok) return { kind: found.error };
  const seen = await readAtDoor(conference.id, { id: found.value.id });
  if (!seen) return { kind: "unknown" };
  return found.value.isCompanion && seen.state === "active"
    ? { kind: "companion", person: seen.person }
    : enter(conference.id, seen, post);
}

/** Somebody was found by name: the same decision. */
export async function letIn(conferenceId: number, publicId: string, post: Post): Promise<DoorAnswer> {
  const seen = await readAtDoor(conferenceId, { publicId });
  return seen ? enter(conferenceId, seen, post) : { kind: "unknown" };
}

/** Somebody who owes is let in all the same: whoever runs the conference decides that. */
export async function letInUnpaid(conferenceId: number, publicId: string, post: Post): Promise<DoorAnswer> {
  const seen = await readAtDoor(conferenceId, { publicId });
  return seen ? enter(conferenceId, seen, post, { maySkipPayment: true }) : { kind: "unknown" };
}

/** Somebody who is in already is let in once more, after a look at their papers. */
export async function letInAgain(conferenceId: number, publicId: string, post: Post): Promise<DoorAnswer> {
  const seen = await readAtDoor(conferenceId, { publicId });
  if (!seen) return { kind: "unknown" };
  const isNoted = await noteSecondEntry(seen.id, post.actor, post.door);
  return isNoted ? { kind: "noted", person: seen.person } : enter(conferenceId, seen, post);
}

/**
 * The money that is missing was counted at the door: it is booked, and the person is in.
 * @param amountMinor what staff were asked to take; another sum is not booked
 */
export async function takePaymentAtDoor(
  conferenceId: number,
  publicId: string,
  amountMinor: number,
  post: Post,
): Promise<DoorAnswer> {
  const seen = await readAtDoor(conferenceId, { publicId });
  if (!seen) return { kind: "unknown" };
  const { owed } = seen.person;
  if (owed) {
    if (owed.minor !== amountMinor) return { kind: "amount-changed" };
    for (const { orderId, missingMinor } of seen.owing) {
      const money = { amountMinor: missingMinor, currency: owed.currency, at: post.now };
      const taken = await takeOnSite(orderId, money, post.actor, post.now);
      if (!taken.ok && taken.error !== "nothing-owed") return { kind: "amount-changed" };
    }
  }
  return letIn(conferenceId, publicId, post);
}

/** The wrong person, a slip of the hand. Of two at once both see that nobody is in. */
export async function undoAtDoor(conferenceId: number, publicId: string, { actor, now }: Post): Promise<DoorAnswer> {
  const seen = await readAtDoor(conferenceId, { publicId });
  if (!seen) return { kind: "unknown" };
  await undoCheckIn(seen.id, actor, now);
  return { kind: "undone", person: { ...seen.person, entry: null } };
}

/** What a door says of somebody without letting them in: for a page that is shown again. */
export function standingOf({ state, person }: AtDoor): DoorAnswer {
  if (state === "erased") return { kind: "unknown" };
  if (state !== "active") return { kind: state === "draft" ? "not-registered" : "cancelled", person };
  if (person.entry) return { kind: "already-in", person };
  return { kind: person.owed ? "not-paid" : "expected", person };
}

async function enter(
  conferenceId: number,
  seen: AtDoor,
  { door, actor, now }: Post,
  { maySkipPayment = false } = {},
): Promise<DoorAnswer> {
  const standing = standingOf(seen);
  const isOpen = standing.kind === "expected" || (maySkipPayment && standing.kind === "not-paid");
  if (!isOpen) return standing;
  const entered = await checkIn(seen.id, actor, now, door);
  if (entered.ok) return { kind: "in", person: seen.person };
  // Another door was quicker, or the registration has changed since it was read.
  const again = await readAtDoor(conferenceId, { id: seen.id });
  return again ? standingOf(again) : { kind: "unknown" };
}
