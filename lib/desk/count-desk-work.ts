import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { countWork, type WorkCounts } from "@/lib/work-list/count-work";
import type { WorkScope } from "@/lib/work-list/work-item";

/** What waits for a person, by the navigation's entry; only of what this person may see. */
export type DeskWork = { "work-list": number; suspense: number };

/** Who sees which kind of work. */
const SEES = {
  suspense: "suspense.see",
  refunds: "payments.refund",
  toApprove: "orders.decide",
  changes: "registrations.edit",
  parked: "indico.retry",
  mismatched: "indico.retry",
  mails: "registrations.mail",
  differences: "differences.see",
  expiring: "payments.confirm-transfer",
  transfers: "payments.confirm-transfer",
} as const satisfies Record<keyof WorkCounts, Permission>;

/** Counts for the navigation of a conference's desk. */
export async function countDeskWork(conferenceId: number, may: (permission: Permission) => boolean): Promise<DeskWork> {
  const counts = await countWork(conferenceId);
  const seen = (Object.keys(SEES) as (keyof WorkCounts)[]).filter((kind) => may(SEES[kind]));
  const sum = seen.reduce((total, kind) => total + counts[kind], 0);
  return { "work-list": sum, suspense: may("suspense.see") ? counts.suspense : 0 };
}

/** Which kinds of work somebody sees in a conference. */
export function workScope(conferenceId: number, may: (permission: Permission) => boolean): WorkScope {
  const where = (permission: Permission) => (may(permission) ? [conferenceId] : []);
  return {
    parked: where(SEES.parked),
    suspense: where(SEES.suspense),
    refunds: where(SEES.refunds),
    toApprove: where(SEES.toApprove),
    changes: where(SEES.changes),
    transfers: where(SEES.transfers),
    mails: where(SEES.mails),
    differences: where(SEES.differences),
  };
}
