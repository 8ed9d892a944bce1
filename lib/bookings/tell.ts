import "server-only";
import type { Tx } from "@/lib/db/client";
import { queueMails } from "@/lib/mail/queue-mail";

/** What became of somebody's place in a session without their doing. */
export type SessionNews = "promoted" | "offered" | "offer-over" | "cancelled";

/** Mails people what became of their place, once each; those who only try things out get none. */
export async function tellOfSession(
  tx: Tx,
  news: SessionNews,
  whom: readonly { registrationId: number; sessionId: number }[],
  now: Date,
): Promise<void> {
  if (!whom.length) return;
  const ids = whom.map(({ registrationId }) => registrationId);
  const tests = await tx.registration.findMany({ where: { id: { in: ids }, isTest: true }, select: { id: true } });
  const told = whom.filter(({ registrationId }) => !tests.some(({ id }) => id === registrationId));
  await queueMails(
    tx,
    told.map(({ registrationId, sessionId }) => ({
      letter: "session-news",
      key: `session-news:${registrationId}:${sessionId}:${news}:${now.getTime()}`,
      registrationId,
      facts: { registrationId, sessionId, news },
    })),
  );
}
