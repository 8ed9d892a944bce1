import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import type { Tx } from "@/lib/db/client";
import { sendJobs } from "@/lib/jobs/queue";

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
  "refund-done": { refundId: number };
  "registration-cancelled": { orderId: number };
  "order-amended": { orderId: number };
  /** An order was amended as its person had asked. */
  "change-approved": { orderId: number };
  /** A request was declined, or what it says in words is done. */
  "change-decided": { changeId: number };
  /** Not ids: nobody wrote them down elsewhere. */
  "staff-message": { subject: string; text: string };
  "registration-handed-over": { registrationId: number };
  "registration-taken-over": { registrationId: number };
  "staff-invitation": { invitationId: number; secret: string };
  "staff-password-reset": { resetId: number; secret: string };
  /** Another letter as an invented registration would get it, for staff who write its words. */
  sample: { conferenceId: number; sampleOf: string };
};
export type Letter = keyof LetterFacts;

type QueuedMail<L extends Letter> = {
  letter: L;
  key: string;
  facts: LetterFacts[L];
  registrationId?: number;
} & ({ registrationId: number } | { recipient: string; locale: string; conferenceId: number | null });

/**
 * Puts one mail into the outbox in the business transaction, with the job that sends it. `key` names the event: a second
 * call with the same key does nothing, so each event is told once.
 * @param mail names a recipient when it is not the registration's own address
 */
export function queueMail<L extends Letter>(tx: Tx, mail: QueuedMail<L>): Promise<void> {
  return queueMails(tx, [mail]);
}

/** As `queueMail`, for many at once in as many statements as for one. */
export async function queueMails<L extends Letter>(tx: Tx, mails: QueuedMail<L>[]): Promise<void> {
  const unknown = mails.flatMap((mail) => ("recipient" in mail ? [] : [mail.registrationId]));
  const addressOf = await findAddresses(tx, unknown);
  const rows = await tx.mail.createManyAndReturn({
    data: mails.map((mail) => {
      const { recipient, locale, conferenceId } = "recipient" in mail ? mail : addressOf(mail.registrationId);
      return {
        key: mail.key,
        letter: mail.letter,
        facts: mail.facts as Json as object,
        registrationId: mail.registrationId ?? null,
        conferenceId,
        recipient,
        locale,
      };
    }),
    skipDuplicates: true,
    select: { id: true },
  });
  await sendJobs(
    tx,
    "mail.send",
    rows.map(({ id }) => ({ mailId: id })),
  );
}

async function findAddresses(tx: Tx, registrationIds: number[]) {
  const rows = registrationIds.length
    ? await tx.registration.findMany({
        where: { id: { in: registrationIds } },
        select: { id: true, email: true, locale: true, conferenceId: true },
      })
    : [];
  const found = new Map(rows.map(({ id, email, ...rest }) => [id, { recipient: email, ...rest }]));
  return (registrationId: number) => {
    const address = found.get(registrationId);
    if (!address) throw new Error(`There is no registration ${registrationId}`);
    return address;
  };
}
