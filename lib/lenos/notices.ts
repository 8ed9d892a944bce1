import "server-only";
import { db } from "@/lib/db/client";
import type { AppNoticeKind } from "@/lib/db/generated/client";

const NOTE_AGAIN_MS = 60_000;

/** Tells staff something about an app's calls; of one kind there is one notice, which counts, once a minute at most. */
export async function noteNotice(credentialId: number, kind: AppNoticeKind, now: Date): Promise<void> {
  const client = await db();
  await client.$executeRaw`
    INSERT INTO app_notice AS noted (credential_id, kind, first_at, last_at)
    VALUES (${credentialId}, ${kind}::app_notice_kind, ${now}, ${now})
    ON CONFLICT (credential_id, kind) DO UPDATE SET count = noted.count + 1, last_at = excluded.last_at
     WHERE noted.last_at < ${new Date(now.getTime() - NOTE_AGAIN_MS)}`;
}

/** What staff should know of an app, the newest first. */
export async function listNotices(credentialId: number) {
  const client = await db();
  return client.appNotice.findMany({ where: { credentialId }, orderBy: { lastAt: "desc" } });
}
