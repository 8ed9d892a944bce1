import type { BookingMode, BookingSource, OverlapRule } from "@/lib/db/generated/enums";
import type { LenosStatus } from "@/lib/states/state-words";
import type { SeenBooking } from "./read-bookings";

/** Why somebody gets no place. The words are the event app's; who does not know one takes it for a refusal. */
export type BookingRefusal =
  | "person_not_registered"
  | "session_cancelled"
  | "not_eligible"
  | "not_open_yet"
  | "closed"
  | "started"
  | "payment_required"
  | "portal_only"
  | "overlap"
  | "limit_reached"
  | "full"
  | "waiting_list_full"
  | "included_cannot_leave";

export type SessionFacts = {
  id: number;
  publicId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  blocksTime: boolean;
  tags: readonly string[];
  isPublished: boolean;
  isCancelled: boolean;
  booking: BookingMode;
  isSold: boolean;
  /** Whom it is open to; none: everybody. */
  categoryIds: readonly number[];
  opensAt: Date | null;
  closesAt: Date | null;
  leaveUntil: Date | null;
  waitingPlaces: number;
};

/** Another session that the person is in. */
export type HeldSession = Pick<
  SessionFacts,
  "id" | "publicId" | "title" | "startsAt" | "endsAt" | "blocksTime" | "tags"
>;

export type BookingFacts = {
  session: SessionFacts;
  person: { participation: LenosStatus; categoryId: number | null; isTest: boolean };
  /** What the person has of this session. */
  mine: Pick<SeenBooking, "state" | "source" | "isDerived"> | null;
  /** What the person is in besides: booked, bought or with the fee; not what they wait for. */
  others: readonly HeldSession[];
  /** Places that nobody has; null: no limit. */
  free: number | null;
  /** Of those who wait: all of them, and those before this person whom nothing else keeps out. */
  waiting: number;
  ahead: number;
  rules: {
    overlapRule: OverlapRule;
    sessionsPerPerson: number | null;
    sessionsPerSlot: number | null;
    /** So many sessions of a tag one person may be in. */
    perTag: ReadonlyMap<string, number>;
  };
};

export type BookingWish = {
  action: "register" | "unregister";
  joinWaitingList: boolean;
  source: BookingSource;
  /** A place became free for somebody who waits: those behind are no obstacle, and nobody joins the list. */
  isPromotion: boolean;
  /** Staff said, with a reason, that a full session is no obstacle. */
  mayOverbook: boolean;
};

export type Decision =
  | { do: "nothing"; as: "registered" | "unregistered" | "waitlisted" | "available"; conflicts: HeldSession[] }
  | { do: "register" | "wait" | "leave"; conflicts: HeldSession[] }
  | { do: "refuse"; reason: BookingRefusal; conflicts: HeldSession[] };

/**
 * Decides what becomes of a wish: the first test that applies does, in the order of the event app's contract
 * (docs/event-app.md). Staff are not held to opening times, to who may book, or to limits.
 */
export function decideBooking(facts: BookingFacts, wish: BookingWish, now: Date): Decision {
  return wish.action === "register" ? decideRegister(facts, wish, now) : decideLeave(facts, wish, now);
}

function decideRegister(facts: BookingFacts, wish: BookingWish, now: Date): Decision {
  const { session, person, mine } = facts;
  const isStaff = wish.source === "staff";
  if (mine?.state === "registered") return nothing("registered");
  if (person.participation !== "Registered") return refuse("person_not_registered");
  if (session.isCancelled || !session.isPublished) return refuse("session_cancelled");
  if (session.booking === "none" && !session.isSold) return nothing("available");
  if (session.booking === "included" || !isAdmitted(session, person.categoryId)) return refuse("not_eligible");
  if (!isStaff) {
    if (session.opensAt && now < session.opensAt) return refuse("not_open_yet");
    if (now >= session.startsAt) return refuse("started");
    if (session.closesAt && now >= session.closesAt) return refuse("closed");
  }
  if (session.isSold) return refuse("payment_required");
  if (session.booking === "portal" && wish.source === "app") return refuse("portal_only");
  const conflicts = findOverlaps(facts);
  if (conflicts.length && facts.rules.overlapRule === "block") return { do: "refuse", reason: "overlap", conflicts };
  if (!isStaff && isLimitReached(facts)) return refuse("limit_reached");
  if (hasSeat(facts) || wish.mayOverbook) return { do: "register", conflicts };
  if (wish.isPromotion) return refuse("full");
  return decideWaiting(facts, wish, conflicts);
}

function decideWaiting(
  { session, mine, waiting }: BookingFacts,
  wish: BookingWish,
  conflicts: HeldSession[],
): Decision {
  if (mine?.state === "waitlisted") return { do: "nothing", as: "waitlisted", conflicts };
  if (session.waitingPlaces === 0 || !wish.joinWaitingList) return refuse("full");
  return waiting < session.waitingPlaces ? { do: "wait", conflicts } : refuse("waiting_list_full");
}

function decideLeave({ session, mine }: BookingFacts, wish: BookingWish, now: Date): Decision {
  if (!mine || mine.state === "unregistered") return nothing("unregistered");
  if (mine.source === "included") return refuse("included_cannot_leave");
  // Who waits may always stop waiting.
  if (!mine.isDerived && mine.state !== "registered") return { do: "leave", conflicts: [] };
  if (wish.source !== "staff" && now >= (session.leaveUntil ?? session.startsAt)) return refuse("closed");
  return mine.isDerived ? refuse("portal_only") : { do: "leave", conflicts: [] };
}

function isAdmitted({ categoryIds }: SessionFacts, categoryId: number | null): boolean {
  return categoryIds.length === 0 || (categoryId !== null && categoryIds.includes(categoryId));
}

/** Somebody who tries things out takes no place; an offered place is there already. */
function hasSeat({ person, mine, free, ahead }: BookingFacts): boolean {
  if (free === null || person.isTest || mine?.state === "held") return true;
  return free > 0 && ahead === 0;
}

/** Half-open: one may begin when another ends. */
export function findOverlaps({
  session,
  others,
  rules,
}: Pick<BookingFacts, "session" | "others" | "rules">): HeldSession[] {
  if (rules.overlapRule === "off" || !session.blocksTime) return [];
  return others.filter(
    (other) => other.blocksTime && other.startsAt < session.endsAt && session.startsAt < other.endsAt,
  );
}

function isLimitReached({ session, others, rules }: BookingFacts): boolean {
  const { sessionsPerPerson, sessionsPerSlot, perTag } = rules;
  const isFull = (limit: number | null | undefined, count: number) => limit != null && count >= limit;
  const inSlot = others.filter(({ startsAt }) => startsAt.getTime() === session.startsAt.getTime());
  return (
    isFull(sessionsPerPerson, others.length) ||
    isFull(sessionsPerSlot, inSlot.length) ||
    session.tags.some((tag) => isFull(perTag.get(tag), others.filter(({ tags }) => tags.includes(tag)).length))
  );
}

function nothing(as: "registered" | "unregistered" | "available"): Decision {
  return { do: "nothing", as, conflicts: [] };
}

function refuse(reason: BookingRefusal): Decision {
  return { do: "refuse", reason, conflicts: [] };
}
