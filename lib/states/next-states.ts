import type {
  BookingState,
  ChangeState,
  MirrorState,
  OrderState,
  PaymentState,
  RefundState,
  RegistrationState,
} from "@/lib/db/generated/enums";

type Moves<State extends string> = Readonly<Record<State, readonly State[]>>;

/**
 * Every move that a state may make; no other is ever written. "Paid" is not among them: it is computed from the ledger.
 * A state is moved by a conditional update on `statesBefore`, so that of two who try one wins.
 */
export const NEXT_STATES = {
  registration: {
    draft: ["active", "cancelled", "erased"],
    active: ["cancelled", "erased"],
    cancelled: ["active", "draft", "erased"], // taken back: withdrawn on Indico by mistake; a draft has to order again
    erased: [],
  } satisfies Moves<RegistrationState>,
  order: {
    draft: ["placed", "cancelled"],
    placed: ["draft", "cancelled"], // back to draft: changed before a payment began
    cancelled: ["placed"], // restored with its registration, if its places are there
  } satisfies Moves<OrderState>,
  payment: {
    created: ["pending", "confirmed", "failed", "cancelled"],
    pending: ["confirmed", "failed", "cancelled"],
    confirmed: [],
    // Another try is another payment. But the bank's word outranks ours: money may arrive on one that we had given up.
    failed: ["confirmed"],
    cancelled: ["confirmed"],
  } satisfies Moves<PaymentState>,
  refund: {
    requested: ["pending", "done", "failed"],
    pending: ["done", "failed"],
    done: ["failed"], // the bank gave it back, days later
    failed: ["done"], // the provider's word outranks ours
  } satisfies Moves<RefundState>,
  mirror: {
    not_linked: ["in_step", "to_write", "parked"],
    in_step: ["to_write", "parked", "not_linked"],
    to_write: ["in_step", "parked", "not_linked"],
    parked: ["to_write", "in_step", "not_linked"], // tried again, or seen to be right after all
  } satisfies Moves<MirrorState>,
  booking: {
    held: ["registered", "unregistered"],
    registered: ["unregistered"],
    waitlisted: ["held", "registered", "unregistered"],
    unregistered: ["held", "registered", "waitlisted"], // booking again reuses the row
  } satisfies Moves<BookingState>,
  change: {
    asked: ["approved", "declined", "withdrawn"],
    approved: [],
    declined: [], // who still wants it asks again
    withdrawn: [],
  } satisfies Moves<ChangeState>,
} as const;

export type Machine = keyof typeof NEXT_STATES;
export type StateOf<M extends Machine> = keyof (typeof NEXT_STATES)[M] & string;

/** The states from which `to` can be reached in one move: the condition of the update that writes it. */
export function statesBefore<M extends Machine>(machine: M, to: StateOf<M>): StateOf<M>[] {
  return statesOf(machine).filter((from) => canMove(machine, from, to));
}

/** May it move so? Staying is not a move. */
export function canMove<M extends Machine>(machine: M, from: StateOf<M>, to: StateOf<M>): boolean {
  const next: Moves<string> = NEXT_STATES[machine];
  return next[from]?.includes(to) ?? false;
}

/** All states of a machine, in the order of its life. */
export function statesOf<M extends Machine>(machine: M): StateOf<M>[] {
  return Object.keys(NEXT_STATES[machine]) as StateOf<M>[];
}
