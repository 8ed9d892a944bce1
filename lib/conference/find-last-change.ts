import "server-only";
import { LIST_OBJECTS, type ListName } from "@/lib/conference/rename-item";
import { db } from "@/lib/db/client";

/** Who changed something of the set-up last; `name` is null for whoever is no staff member (a file, a console). */
export type LastChange = { at: Date; name: string | null };

/** The last change of an item by the audit. */
export async function findLastChange(conferenceId: number, list: ListName, id: number): Promise<LastChange | null> {
  const client = await db();
  const entry = await client.auditEntry.findFirst({
    where: { conferenceId, object: LIST_OBJECTS[list], objectId: String(id) },
    orderBy: { seq: "desc" },
    select: { at: true, actorKind: true, actorId: true },
  });
  if (!entry) return null;
  const staffId = entry.actorKind === "staff" ? Number(entry.actorId) : 0;
  const staff = staffId ? await client.staff.findUnique({ where: { id: staffId }, select: { name: true } }) : null;
  return { at: entry.at, name: staff?.name ?? null };
}
