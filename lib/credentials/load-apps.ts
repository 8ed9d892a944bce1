import "server-only";
import { appVersion } from "@/lib/credentials/app-credentials";
import { db } from "@/lib/db/client";
import type { LenosAccess } from "@/lib/lenos/access";

/** One event app's credential of the conference that is alive, with all that staff look at; null for any other. */
export async function findApp(conferenceId: number, id: number) {
  const client = await db();
  const found = await client.credential.findFirst({
    where: { id, conferenceId, kind: "lenos", revokedAt: null },
    include: {
      ...{ appAccess: true, appSync: true },
      appNotices: { orderBy: { lastAt: "desc" } },
      appServed: { where: { heldCount: { not: null } }, orderBy: { resource: "asc" } },
      conference: { select: { counter: { select: { seq: true } } } },
    },
  });
  if (!found?.appAccess) return null;
  const { appAccess, rotationHash, name, allowedAddresses, appSync, appNotices, appServed, conference } = found;
  const access: LenosAccess = { ...appAccess, credentialName: name, conferenceId };
  return {
    ...{ id, name, allowedAddresses, access, isRotating: rotationHash !== null },
    version: appVersion(appAccess, allowedAddresses),
    ...{ sync: appSync, notices: appNotices, held: appServed },
    /** Newest number of the change log. */
    head: conference?.counter?.seq ?? 0n,
  };
}

export type App = NonNullable<Awaited<ReturnType<typeof findApp>>>;

/** The result of the last comparison of the feed with a fresh rendering; null before the first. */
export async function lastFeedAudit(conferenceId: number) {
  const client = await db();
  return client.feedAudit.findFirst({ where: { conferenceId }, orderBy: { id: "desc" } });
}

/** What an app's filter may name: categories, and questions that are answered by agreeing. */
export async function listFilters(conferenceId: number) {
  const client = await db();
  const [categories, consents] = await Promise.all([
    client.category.findMany({
      where: { conferenceId },
      orderBy: { position: "asc" },
      select: { code: true, name: true },
    }),
    client.question.findMany({
      where: { conferenceId, type: "consent", isActive: true },
      orderBy: { position: "asc" },
      select: { key: true, label: true },
    }),
  ]);
  return { categories, consents };
}
