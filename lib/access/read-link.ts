import "server-only";
import { randomInt } from "node:crypto";
import { db, type Tx, transaction } from "@/lib/db/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";
import { takeToken } from "@/lib/limits/take-token";
import { queueMail } from "@/lib/mail/queue-mail";
import { countRefusal } from "@/lib/metrics/refusals";
import { CODE_MINUTES, CODE_TRIES, type Mailbox, readCodesOfDay, refusalOfCode } from "./code-allowance";
import { mayAskIndico } from "./may-ask-indico";
import { lockMailbox } from "./spend-try";

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
 * open an unconfirmed registration. While a code is valid no second one is mailed; after wrong tries the next one waits,
 * and a day has only so many (`refusalOfCode`). All of that happens here, after the page was answered, so that no answer
 * and no time of one tells what Foyer knows.
 */
export async function readFollowedLink(linkRequestId: number, read: ReadLink): Promise<void> {
  const client = await db();
  const request = await client.linkRequest.findUnique({ where: { id: linkRequestId, state: "asked" } });
  if (!request || !(await mayMailCode(client, request)) || !(await mayAskIndico(request))) return;
  const reading = await read(request, JOB_WAITS_MS);
  // While Indico is away anybody may name any address.
  if (reading === "no-answer" && (await takeToken("unconfirmedByRecipient", request.email)) === "refused") return;
  await transaction(async (tx) => {
    // Two jobs for one mailbox must not both mail a code.
    await lockMailbox(tx, request.publicId);
    const current = await tx.linkRequest.findUnique({ where: { id: linkRequestId, state: "asked" } });
    if (!current || !(await mayMailCode(tx, request))) return;
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
        codeTriesLeft: CODE_TRIES,
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

async function mayMailCode(tx: Tx, mailbox: Mailbox): Promise<boolean> {
  const refusal = refusalOfCode(await readCodesOfDay(tx, mailbox));
  if (refusal === "day" || refusal === "pause") countRefusal(`code-${refusal}`);
  return refusal === null;
}
