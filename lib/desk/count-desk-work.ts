import "server-only";
import type { Permission } from "@/lib/auth/permissions";
import { loadWorkList, type WorkScope } from "@/lib/work-list/load-work-list";

/** What waits for a person, by the navigation's entry; only of what this person may see. */
export type DeskWork = { "work-list": number; suspense: number };

/** Counts for the navigation of a conference's desk. */
export async function countDeskWork(conferenceId: number, may: (permission: Permission) => boolean): Promise<DeskWork> {
  const items = await loadWorkList(workScope(conferenceId, may));
  const money = items.filter(({ kind }) => kind === "suspense" || kind === "unclaimed");
  return { "work-list": items.length, suspense: money.length };
}

/** Which kinds of work somebody sees in a conference. */
export function workScope(conferenceId: number, may: (permission: Permission) => boolean): WorkScope {
  const where = (permission: Permission) => (may(permission) ? [conferenceId] : []);
  return {
    parked: where("indico.retry"),
    suspense: where("suspense.see"),
    toApprove: where("orders.decide"),
  };
}
