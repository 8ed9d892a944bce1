import type { ShownChange } from "@/lib/changes/load-changes";
import type { Prisma } from "@/lib/db/generated/client";
import type { Money } from "@/lib/money/money";

type Conference = { slug: string; name: string };
type Registrant = { publicId: string; name: string; number: number; conference: Conference };

/** Something that does not go on before a person acts. `since` is when it began to wait. */
export type WorkItem = OfRegistrant | Unclaimed | Transfers | Differences;

/** Card money that came for no order that we know: `providerId` finds it at the provider. */
type Unclaimed = {
  kind: "unclaimed";
  since: Date;
  amount: Money;
  conference: Conference;
  providerId: string;
  suspenseId: number;
};

/** Transfers that are on their way: one row for all, since they are found on the bank's statement together. */
type Transfers = { kind: "transfers"; since: Date; amount: Money; count: number; conference: Conference };

/** What the last comparisons with Indico left open: one row for all, on whose page each has its repair. */
type Differences = { kind: "differences"; since: Date; count: number; conference: Conference };

type OfRegistrant = { registrant: Registrant; since: Date } & (
  | { kind: "parked"; wanted: ParkedWish; reason: string }
  | { kind: "suspense"; amount: Money; reason: string; suspenseId: number }
  | { kind: "to-approve"; amount: Money; institute: string; orderPublicId: string }
  | { kind: "change"; change: ShownChange }
  | { kind: "mismatch" }
  | { kind: "refund-failed"; amount: Money; failure: string; paymentPublicId: string }
  | { kind: "expiring"; amount: Money; dueOn: Date; orderPublicId: string }
  | { kind: "mail-failed"; mailId: number; letter: string; recipient: string; failure: string }
);

/** What Indico does not take. */
export type ParkedWish = "paid" | "not-paid" | "checked-in" | "not-checked-in";

/** The conferences to look at, each kind by its own permission: all, or these. */
export type WorkScope = Record<
  "parked" | "suspense" | "refunds" | "toApprove" | "changes" | "transfers" | "mails" | "differences",
  Scope
>;
export type Scope = "all" | number[];

/** More than a page can show: those that wait longest are shown. */
export const MOST_OF_A_KIND = 200;

/** What a row of the work list shows of a registration. */
export const REGISTRANT = {
  publicId: true,
  firstName: true,
  lastName: true,
  email: true,
  number: true,
  conference: { select: { slug: true, name: true } },
} as const satisfies Prisma.RegistrationSelect;

/** The condition that keeps a query in the scope. */
export function within(scope: Scope): { conferenceId?: { in: number[] } } {
  return scope === "all" ? {} : { conferenceId: { in: scope } };
}

/** Whom a row of the work list names. */
export function toRegistrant(row: {
  publicId: string;
  firstName: string;
  lastName: string;
  email: string;
  number: number;
  conference: { slug: string; name: string };
}): Registrant {
  const { publicId, number, conference, firstName, lastName, email } = row;
  return { publicId, number, conference, name: `${firstName} ${lastName}`.trim() || email };
}
