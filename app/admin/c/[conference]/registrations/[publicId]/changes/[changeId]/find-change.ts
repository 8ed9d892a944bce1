import "server-only";
import { findOpenChange, type ShownChange } from "@/lib/changes/load-changes";

/** The open request that a form or an address means; null when it is none, or was decided meanwhile. */
export async function findChange(registrationId: number, changeId: string): Promise<ShownChange | null> {
  const change = await findOpenChange(registrationId);
  return change && String(change.id) === changeId ? change : null;
}
