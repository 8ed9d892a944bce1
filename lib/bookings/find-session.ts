import "server-only";
import { db } from "@/lib/db/client";

/** The session that an address names; null where the conference has no such session. */
export async function findSession(conferenceId: number, publicId: string): Promise<number | null> {
  const client = await db();
  const session = await client.session.findFirst({
    where: { conferenceId, publicId: publicId.replaceAll("\u0000", "") },
    select: { id: true },
  });
  return session?.id ?? null;
}

/**
 * Whether a place that a person gave back would be somebody else's at once: the session is full, or others wait. Asked
 * before they are asked whether they mean it; who only waits loses no place.
 */
export async function wouldLosePlace(registrationId: number, sessionId: number): Promise<boolean> {
  const client = await db();
  const [row] = await client.$queryRaw<{ isLost: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM booking b JOIN session s ON s.id = b.session_id LEFT JOIN quota q ON q.id = s.quota_id
       WHERE b.registration_id = ${registrationId} AND b.session_id = ${sessionId} AND b.state IN ('registered', 'held')
         AND (q.taken >= q.capacity
              OR EXISTS (SELECT 1 FROM booking w WHERE w.session_id = s.id AND w.state = 'waitlisted'))) AS "isLost"`;
  return row?.isLost ?? false;
}
