import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Money } from "@/lib/money/money";

type Conference = { slug: string; name: string };
type Registrant = { publicId: string; name: string; number: number; conference: Conference };

/** Something that does not go on before a person acts. `since` is when it began to wait. */
export type WorkItem = OfRegistrant | Unclaimed;

/** Card money that came for no order that we know: `providerId` finds it at the provider. */
type Unclaimed = { kind: "unclaimed"; since: Date; amount: Money; conference: Conference; providerId: string };

type OfRegistrant = { registrant: Registrant; since: Date } & (
  | { kind: "parked"; wanted: ParkedWish; reason: string }
  | { kind: "suspense"; amount: Money; reason: string }
  | { kind: "to-approve"; amount: Money; institute: string; orderPublicId: string }
  | { kind: "mismatch" }
);

/** What Indico does not take. */
export type ParkedWish = "paid" | "not-paid" | "checked-in" | "not-checked-in";

/** The conferences to look at, each kind by its own permission: all, or these. */
export type WorkScope = { parked: Scope; suspense: Scope; toApprove: Scope };
type Scope = "all" | number[];

const MOST_OF_A_KIND = 200;

/** Everything that waits for staff, longest first; money before the rest. */
export async function loadWorkList(scope: WorkScope): Promise<WorkItem[]> {
  const [unclaimed, suspense, toApprove, parked, mismatched] = [
    await loadUnclaimed(scope.suspense),
    await loadSuspense(scope.suspense),
    await loadToApprove(scope.toApprove),
    await loadParked(scope.parked),
    await loadMismatched(scope.parked),
  ];
  return [unclaimed, suspense, toApprove, parked, mismatched].flatMap((items) =>
    items.toSorted((a, b) => a.since.getTime() - b.since.getTime()),
  );
}

const REGISTRANT = {
  publicId: true,
  firstName: true,
  lastName: true,
  email: true,
  number: true,
  conference: { select: { slug: true, name: true } },
} as const satisfies Prisma.RegistrationSelect;

/** Writes to Indico that were given up until somebody acts, or tries again. */
export async function loadParked(scope: Scope): Promise<(WorkItem & { kind: "parked" })[]> {
  const client = await db();
  const mirrors = await client.mirror.findMany({
    where: { state: "parked", registration: within(scope) },
    // Never seen yet is the longest wait of all.
    orderBy: [{ seenAt: { sort: "asc", nulls: "first" } }, { registration: { updatedAt: "asc" } }],
    take: MOST_OF_A_KIND,
    select: {
      reason: true,
      wantPaid: true,
      seenPaid: true,
      wantCheckedIn: true,
      seenAt: true,
      registration: { select: { ...REGISTRANT, updatedAt: true } },
    },
  });
  return mirrors.map((mirror) => ({
    kind: "parked",
    registrant: toRegistrant(mirror.registration),
    since: mirror.seenAt ?? mirror.registration.updatedAt,
    wanted: wantedOf(mirror),
    reason: mirror.reason ?? "unexpected",
  }));
}

/** The wish that Indico was not seen to follow; money first, since the mail to the person speaks of it. */
function wantedOf(mirror: {
  wantPaid: boolean | null;
  seenPaid: boolean | null;
  wantCheckedIn: boolean | null;
}): ParkedWish {
  const { wantPaid, seenPaid, wantCheckedIn } = mirror;
  if (wantPaid !== null && (wantPaid !== seenPaid || wantCheckedIn === null)) return wantPaid ? "paid" : "not-paid";
  return wantCheckedIn ? "checked-in" : "not-checked-in";
}

async function loadUnclaimed(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const rows = await client.suspense.findMany({
    where: { state: "open", ...within(scope), orderId: null },
    orderBy: { createdAt: "asc" },
    take: MOST_OF_A_KIND,
    include: { conference: { select: { slug: true, name: true } }, payment: { select: { providerId: true } } },
  });
  return rows.map(({ amountMinor, currency, createdAt, conference, payment }) => ({
    kind: "unclaimed" as const,
    since: createdAt,
    amount: { minor: amountMinor, currency },
    conference,
    providerId: payment.providerId ?? "",
  }));
}

async function loadSuspense(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const rows = await client.suspense.findMany({
    where: { state: "open", ...within(scope), order: { isNot: null } },
    orderBy: { createdAt: "asc" },
    take: MOST_OF_A_KIND,
    include: { order: { select: { payer: { select: REGISTRANT } } } },
  });
  return rows.flatMap(({ order, amountMinor, currency, reason, createdAt }) =>
    order
      ? [
          {
            kind: "suspense" as const,
            registrant: toRegistrant(order.payer),
            since: createdAt,
            amount: { minor: amountMinor, currency },
            reason,
          },
        ]
      : [],
  );
}

async function loadToApprove(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const orders = await client.order.findMany({
    where: { ...within(scope), state: "placed", way: "purchase_order", approvedAt: null, settledAt: null },
    orderBy: { placedAt: "asc" },
    take: MOST_OF_A_KIND,
    include: { payer: { select: REGISTRANT } },
  });
  return orders.map((order) => ({
    kind: "to-approve" as const,
    registrant: toRegistrant(order.payer),
    since: order.placedAt ?? order.createdAt,
    amount: { minor: order.totalMinor, currency: order.currency },
    institute: instituteOf(order.purchaseOrder),
    orderPublicId: order.publicId,
  }));
}

async function loadMismatched(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const registrations = await client.registration.findMany({
    where: { ...within(scope), prefill: "mismatch", state: { in: ["draft", "active"] } },
    orderBy: { updatedAt: "asc" },
    take: MOST_OF_A_KIND,
    select: { ...REGISTRANT, updatedAt: true },
  });
  return registrations.map((registration) => ({
    kind: "mismatch" as const,
    registrant: toRegistrant(registration),
    since: registration.updatedAt,
  }));
}

/** The institute's name in a stored purchase order; "" when there is none. */
export function instituteOf(purchaseOrder: unknown): string {
  const institute = (purchaseOrder as { institute?: unknown } | null)?.institute;
  return typeof institute === "string" ? institute : "";
}

function within(scope: Scope): { conferenceId?: { in: number[] } } {
  return scope === "all" ? {} : { conferenceId: { in: scope } };
}

function toRegistrant(row: {
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
