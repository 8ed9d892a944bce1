import "server-only";
import { db } from "@/lib/db/client";
import { loadExpiring, loadTransfers } from "./load-awaited-money";
import { loadAskedChanges } from "./load-changes";
import { loadDifferences } from "./load-differences";
import { loadFailedMails } from "./load-failed-mails";
import { loadFailedRefunds } from "./load-failed-refunds";
import {
  MOST_OF_A_KIND,
  type ParkedWish,
  REGISTRANT,
  type Scope,
  toRegistrant,
  type WorkItem,
  type WorkScope,
  within,
} from "./work-item";

/** Everything that waits for staff, longest first; money before the rest. */
export async function loadWorkList(scope: WorkScope): Promise<WorkItem[]> {
  const kinds = await Promise.all<WorkItem[]>([
    loadUnclaimed(scope.suspense),
    loadSuspense(scope.suspense),
    loadFailedRefunds(scope.refunds),
    loadToApprove(scope.toApprove),
    loadAskedChanges(scope.changes),
    loadParked(scope.parked),
    loadMismatched(scope.parked),
    loadDifferences(scope.differences),
    loadFailedMails(scope.mails),
    loadExpiring(scope.transfers),
    loadTransfers(scope.transfers),
  ]);
  return kinds.flatMap((items) => items.toSorted((a, b) => a.since.getTime() - b.since.getTime()));
}

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
  return rows.map(({ id, amountMinor, currency, createdAt, conference, payment }) => ({
    kind: "unclaimed" as const,
    suspenseId: id,
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
  return rows.flatMap(({ id, order, amountMinor, currency, reason, createdAt }) =>
    order
      ? [
          {
            kind: "suspense" as const,
            suspenseId: id,
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
