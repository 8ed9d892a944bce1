import "server-only";
import { randomInt } from "node:crypto";
import { db, transaction } from "@/lib/db/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";
import { queueMail } from "@/lib/mail/queue-mail";

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;

/** What Indico says of a followed link: nothing more than whether its parts belong together. */
export type LinkReading = "agrees" | "disagrees" | "no-answer";

/** Asks Indico, for so long; comes from the adapter. */
export type ReadLink = (
  link: { conferenceId: number; indicoDbId: number; friendlyId: number; email: string },
  timeoutMs: number,
) => Promise<LinkReading>;

/** Nobody waits for the job. */
const JOB_WAITS_MS = 15_000;

/**
 * The job behind a followed link. Where Indico's values agree, a six-digit code and a one-time link go to the mailbox;
 * where they do not, nothing happens. Where Indico does not answer, the code goes to the link's own address and will
 * open an unconfirmed registration. While a code is valid no second one is mailed.
 */
export async function readFollowedLink(linkRequestId: number, read: ReadLink): Promise<void> {
  const client = await db();
  const request = await client.linkRequest.findUnique({ where: { id: linkRequestId, state: "asked" } });
  if (!request || (await findValidCode(request))) return;
  const reading = await read(request, JOB_WAITS_MS);
  await transaction(async (tx) => {
    // Two jobs for one mailbox must not both mail a code.
    await tx.$queryRaw`
      SELECT id FROM link_request
       WHERE conference_id = ${request.conferenceId} AND indico_db_id = ${request.indicoDbId} AND email = ${request.email}
       ORDER BY id FOR UPDATE`;
    const current = await tx.linkRequest.findUniqueOrThrow({ where: { id: linkRequestId } });
    if (current.state !== "asked" || (await findValidCode(request, tx))) return;
    if (reading === "disagrees") {
      await tx.linkRequest.update({ where: { id: linkRequestId }, data: { state: "refused" } });
      return;
    }
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const linkSecret = newSecret();
    await tx.linkRequest.update({
      where: { id: linkRequestId },
      data: {
        state: "sent",
        codeHash: hashSecret(code),
        linkHash: hashSecret(linkSecret),
        isUnconfirmed: reading === "no-answer",
        expiresAt: new Date(Date.now() + CODE_MINUTES * 60_000),
      },
    });
    const { email: recipient, locale, conferenceId } = request;
    const facts = { linkRequestId, code, linkSecret };
    await queueMail(tx, {
      letter: "verification-code",
      key: `verification-code:${linkRequestId}`,
      recipient,
      locale,
      conferenceId,
      facts,
    });
  });
}

type Mailbox = { conferenceId: number; indicoDbId: number; email: string };

/** The code that was mailed for the same link and can still be used. */
export async function findValidCode({ conferenceId, indicoDbId, email }: Mailbox, tx?: Awaited<ReturnType<typeof db>>) {
  const client = tx ?? (await db());
  return client.linkRequest.findFirst({
    where: { conferenceId, indicoDbId, email, state: "sent", triesLeft: { gt: 0 }, expiresAt: { gt: new Date() } },
    orderBy: { id: "desc" },
  });
}
