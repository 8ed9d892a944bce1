import "server-only";
import type { SessionNews } from "@/lib/bookings/tell";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
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
  /** What became of a place in a session without its person's doing. */
  "session-news": { registrationId: number; sessionId: number; news: SessionNews };
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
  if (!mails.length) return;
  const rows = mails.map((mail) => {
    const registrationId = mail.registrationId ?? null;
    const own = "recipient" in mail ? mail : { recipient: null, locale: null, conferenceId: null };
    return Prisma.sql`(
      ${mail.key}, ${mail.letter}, ${JSON.stringify(mail.facts)}::jsonb, ${registrationId}::int, ${own.recipient}::text,
      ${own.locale}::text, ${own.conferenceId}::int)`;
  });
  // Without a recipient there is no row: no registration is no address, and that throws.
  const queued = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO mail (key, letter, facts, registration_id, recipient, locale, conference_id)
    SELECT m.key, m.letter, m.facts, m.registration_id, coalesce(m.recipient, r.email), coalesce(m.locale, r.locale),
           CASE WHEN m.recipient IS NULL THEN r.conference_id ELSE m.conference_id END
      FROM (VALUES ${Prisma.join(rows)}) m (key, letter, facts, registration_id, recipient, locale, conference_id)
      LEFT JOIN registration r ON r.id = m.registration_id
    ON CONFLICT (key) DO NOTHING RETURNING id`;
  await sendJobs(
    tx,
    "mail.send",
    queued.map(({ id }) => ({ mailId: id })),
  );
}
