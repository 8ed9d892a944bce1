import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import type { Tx } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";

/** The letters that Foyer writes; `facts` are ids, read again when the letter is composed. */
export type LetterFacts = {
  "verification-code": { linkRequestId: number; code: string; linkSecret: string };
  "order-by-transfer": { orderId: number };
  "order-on-site": { orderId: number };
  "purchase-order-received": { orderId: number };
  "purchase-order-approved": { orderId: number };
  "purchase-order-declined": { orderId: number };
  "payment-confirmed": { orderId: number };
  "registration-confirmed": { orderId: number };
  "hold-lapsed": { orderId: number };
  "money-unmatched": { suspenseId: number };
  "registration-cancelled": { orderId: number };
};
export type Letter = keyof LetterFacts;

/**
 * Puts one mail into the outbox in the business transaction, with the job that sends it. `key` names the event: a second
 * call with the same key does nothing, so each event is told once.
 * @param recipient when not the registration's own address
 */
export async function queueMail<L extends Letter>(
  tx: Tx,
  mail: { letter: L; key: string; facts: LetterFacts[L]; registrationId?: number } & (
    | { registrationId: number }
    | { recipient: string; locale: string; conferenceId: number }
  ),
): Promise<void> {
  const to = "recipient" in mail ? mail : await addressOf(tx, mail.registrationId);
  const [row] = await tx.mail.createManyAndReturn({
    data: [
      {
        key: mail.key,
        letter: mail.letter,
        facts: mail.facts as Json as object,
        registrationId: mail.registrationId ?? null,
        conferenceId: to.conferenceId,
        recipient: to.recipient,
        locale: to.locale,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (row) await sendJob(tx, "mail.send", { mailId: row.id });
}

async function addressOf(tx: Tx, registrationId: number) {
  const { email, locale, conferenceId } = await tx.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: { email: true, locale: true, conferenceId: true },
  });
  return { recipient: email, locale, conferenceId };
}
