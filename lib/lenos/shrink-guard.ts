import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, db } from "@/lib/db/client";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { noteNotice } from "@/lib/lenos/notices";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** Lists that an app would lose people or sessions by. */
const GUARDED = ["Person", "Session"];
const MOST_LOST = 20;
const MOST_LOST_SHARE = 0.2;
const SECONDS_UNTIL_ASKED_AGAIN = 900;

/**
 * Holds back a full list that has lost more than 20 rows and more than a fifth against the last one that this app was
 * sent, until staff confirm it: a bad bulk delete becomes a delay. Otherwise the list's length is the one to compare with,
 * unless nobody is sent it: a HEAD is answered alike and notes nothing.
 */
export async function guardShrinking(
  { credentialId, isHead }: { credentialId: number; isHead: boolean },
  resource: string,
  count: number,
  now: Date,
): Promise<Result<void, LenosRefusal>> {
  if (!GUARDED.includes(resource)) return ok(undefined);
  const client = await db();
  const key = { credentialId_resource: { credentialId, resource } };
  const before = await client.appServed.findUnique({ where: key });
  const lost = (before?.count ?? 0) - count;
  if (before && lost > MOST_LOST && lost > before.count * MOST_LOST_SHARE) {
    if (!isHead) {
      await client.appServed.update({ where: key, data: { heldCount: count } });
      await noteNotice(credentialId, "shrink_guard", now);
    }
    return refuse(
      "shrink_guard",
      "The list is much shorter than the last one. The organiser has to confirm it first.",
      {
        retryAfterSeconds: SECONDS_UNTIL_ASKED_AGAIN,
      },
    );
  }
  if (isHead) return ok(undefined);
  await client.appServed.upsert({
    where: key,
    update: { count, heldCount: null },
    create: { credentialId, resource, count },
  });
  return ok(undefined);
}

/** Lists of an app that are held back. */
export async function listHeld(credentialId: number) {
  const client = await db();
  return client.appServed.findMany({
    where: { credentialId, heldCount: { not: null } },
    orderBy: { resource: "asc" },
  });
}

/**
 * Staff saw that the shorter list is right: it goes out with the app's next request, and one that is shorter still is
 * held back again.
 * @param heldCount the length that they were shown; another one meanwhile is refused
 */
export function confirmShrinking(
  { credentialId, conferenceId }: { credentialId: number; conferenceId: number },
  resource: string,
  heldCount: number,
  by: Actor,
): Promise<Result<void, "changed">> {
  return attempt<void, "changed">(async (tx) => {
    const before = await tx.appServed.findFirst({ where: { credentialId, resource, heldCount } });
    const { count } = await tx.appServed.updateMany({
      where: { credentialId, resource, heldCount },
      data: { count: heldCount, heldCount: null },
    });
    if (count === 0) return err("changed");
    await publish(tx, {
      ...{ conferenceId, actor: by, registrations: [] },
      audit: [
        {
          ...{ what: "credential.shrink-confirmed", object: "credential", objectId: credentialId },
          before: { resource, count: before?.count ?? 0 },
          after: { resource, count: heldCount },
        },
      ],
    });
    return ok(undefined);
  });
}
