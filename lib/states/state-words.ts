import type { BookingState } from "@/lib/db/generated/enums";
import type { Machine, StateOf } from "@/lib/states/next-states";
import type { PageState } from "@/lib/states/page-state";

/** `plain` needs nobody. */
export type StateTone = "ok" | "wait" | "bad" | "note" | "plain";

/** Names of lucide's icons: outlines that differ, so that colour is never alone. */
export type StateIcon =
  | "ban"
  | "check"
  | "circle-check"
  | "circle-dashed"
  | "clock"
  | "euro"
  | "file-text"
  | "log-in"
  | "octagon-alert"
  | "rotate-ccw"
  | "square-pause";

/** How a page shows a state. Its word is the message `states.{group}.{state}`. */
export type StateLook = { readonly tone: StateTone; readonly icon: StateIcon };

/** `RegistrationStatus` of the event-app feed. */
export type LenosStatus = "Registered" | "Pending" | "Cancelled" | "Deleted";

/** Convio's words; null where it has none: a cancelled registration is not found there. */
type ConvioWords = {
  readonly convioCheckin: "paid" | "committed" | "complete" | null;
  readonly convioOrder: "paid" | "promised" | null;
};

type RegistrationWords = StateLook & ConvioWords & { readonly lenos: LenosStatus };

/** Words of things that wait for staff and are no state of one machine. */
export type TaskState = "unmatched" | "drift" | "expiring" | "change";

const OK = { tone: "ok", icon: "circle-check" } as const;
const WAIT = { tone: "wait", icon: "clock" } as const;
const PLAIN = { tone: "plain", icon: "circle-dashed" } as const;
const OFF = { tone: "plain", icon: "ban" } as const;
const BAD = { tone: "bad", icon: "octagon-alert" } as const;

const OWES = { lenos: "Pending", convioCheckin: "committed", convioOrder: null } as const;
const PROMISED = { lenos: "Pending", convioCheckin: "committed", convioOrder: "promised" } as const;
const SETTLED = { lenos: "Registered", convioCheckin: "paid", convioOrder: "paid" } as const;

/**
 * The one table from our states to the words and looks of the pages, of the event app and of the Convio dialect.
 * A new state is a row here and its messages; the types find what is missing.
 */
export const STATE_WORDS = {
  registration: {
    erased: { ...OFF, lenos: "Deleted", convioCheckin: null, convioOrder: null },
    cancelled: { ...OFF, lenos: "Cancelled", convioCheckin: null, convioOrder: null },
    "not-paid": { ...PLAIN, ...OWES },
    overpaid: { tone: "wait", icon: "euro", ...SETTLED },
    "checked-in": { tone: "ok", icon: "log-in", ...SETTLED, convioCheckin: "complete" },
    free: { ...OK, ...SETTLED },
    paid: { ...OK, ...SETTLED },
    "to-approve": { tone: "wait", icon: "file-text", ...PROMISED },
    "under-way": { ...WAIT, ...PROMISED },
    "awaiting-transfer": { ...WAIT, ...PROMISED },
    "pay-on-site": { ...PLAIN, ...PROMISED },
  } satisfies Record<PageState, RegistrationWords>,
  order: { draft: PLAIN, placed: OK, cancelled: OFF } satisfies Looks<"order">,
  payment: { created: PLAIN, pending: WAIT, confirmed: OK, failed: BAD, cancelled: OFF } satisfies Looks<"payment">,
  refund: { requested: WAIT, pending: WAIT, done: OK, failed: BAD } satisfies Looks<"refund">,
  mirror: {
    not_linked: PLAIN,
    in_step: { tone: "plain", icon: "check" },
    to_write: WAIT,
    parked: { tone: "bad", icon: "square-pause" },
  } satisfies Looks<"mirror">,
  booking: {
    held: { ...WAIT, lenos: null }, // an unpaid seat on hold is not sent to the event app
    registered: { ...OK, lenos: "registered" },
    waitlisted: { ...WAIT, lenos: "waitlisted" },
    unregistered: { ...OFF, lenos: "unregistered" },
  } satisfies Record<BookingState, StateLook & { readonly lenos: string | null }>,
  task: {
    unmatched: BAD,
    drift: { tone: "note", icon: "rotate-ccw" },
    expiring: WAIT,
    change: { tone: "wait", icon: "file-text" },
  } satisfies Record<TaskState, StateLook>,
} as const;

type Looks<M extends Machine> = Record<StateOf<M>, StateLook>;

/**
 * The event app's word for a registration: the status rule of the feed, first line that matches.
 * @param isWithdrawn withdrawn or rejected on Indico, which the portal's own state may not say yet
 * @param unpaidCounts the conference's setting that lets people into the app before they paid
 */
export function lenosStatusOf(
  state: PageState,
  { isWithdrawn, unpaidCounts }: { isWithdrawn: boolean; unpaidCounts: boolean },
): LenosStatus {
  const status: LenosStatus = STATE_WORDS.registration[state].lenos;
  if (isWithdrawn && status !== "Deleted") return "Cancelled";
  return status === "Pending" && unpaidCounts ? "Registered" : status;
}
