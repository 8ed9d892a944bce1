import "server-only";
import { db } from "@/lib/db/client";
import type { Mail as MailRow } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import type { Carrier, OutgoingMail } from "@/lib/mail/outgoing-mail";
import { sendBySmtp } from "@/lib/mail/send-by-smtp";
import { writeLetter } from "@/lib/mail/write-letter";
import { keepInMailbox } from "@/lib/sandbox/mailbox/keep-in-mailbox";

/** One attempt ends well within this; a job that was killed is followed by another one after it. */
const LEASE_SECONDS = 100;
/** Whoever reads one of these may come in: their secrets leave the row with the mail. */
const SECRET_LETTERS = ["verification-code", "staff-invitation", "staff-password-reset"];
/** A mail that found no way for so long is given up. */
const GIVE_UP_DAYS = 3;

/**
 * The job that sends one mail of the outbox. However often and at once it is called, one call sends: the mail is
 * claimed by a conditional update first, and "queued" becomes "sent" once. What the letter says is read from the
 * database now. Secrets leave the row with the mail; in the demo they stay, since its mailbox shows them.
 * @throws when the carrier cannot take it now: the queue repeats the job
 */
export async function deliverMail(mailId: number, carry: Carrier = carrierOfThisPortal()): Promise<void> {
  const claimed = await claim(mailId);
  if (!claimed) return;
  try {
    await deliver(claimed, carry);
  } catch (error) {
    await release(claimed);
    throw error;
  }
}

async function deliver(claimed: MailRow, carry: Carrier): Promise<void> {
  const written = await writeLetter(claimed, new Date());
  if (!written.ok) return end(claimed, { state: "failed", failure: written.error });
  const mail = { ...written.value, mailId: claimed.id, recipient: claimed.recipient };
  const carried = await carry(mail);
  if (carried.ok) return end(claimed, { state: "sent", sentAt: new Date(), failure: null }, mail);
  const { code, reason: failure } = carried.error;
  const isOld = claimed.createdAt.getTime() < Date.now() - GIVE_UP_DAYS * 86_400_000;
  if (code === "refused" || isOld) return end(claimed, { state: "failed", failure }, mail);
  await (await db()).mail.updateMany({ where: { id: claimed.id, state: "queued" }, data: { failure } });
  throw new Error("The mail could not be sent now");
}

function carrierOfThisPortal(): Carrier {
  return env().isDemo ? keepInMailbox : sendBySmtp;
}

async function claim(mailId: number): Promise<MailRow | null> {
  const client = await db();
  const [claimed] = await client.$queryRaw<MailRow[]>`
    UPDATE mail SET attempts = attempts + 1, lease_until = now() + ${LEASE_SECONDS} * interval '1 second'
     WHERE id = ${mailId} AND state = 'queued' AND (lease_until IS NULL OR lease_until < now())
    RETURNING id, key, conference_id AS "conferenceId", registration_id AS "registrationId", recipient, locale, letter,
              facts, state::text AS state, subject, text, html, failure, attempts, created_at AS "createdAt",
              sent_at AS "sentAt", lease_until AS "leaseUntil", dismissed_at AS "dismissedAt"`;
  return claimed ?? null;
}

/** The repeated job need not wait for the lease, unless another attempt holds it by now. */
async function release({ id, leaseUntil }: MailRow): Promise<void> {
  await (await db()).mail.updateMany({ where: { id, state: "queued", leaseUntil }, data: { leaseUntil: null } });
}

type End = { state: "sent"; sentAt: Date; failure: null } | { state: "failed"; failure: string };

async function end({ id, letter, facts }: MailRow, outcome: End, mail?: OutgoingMail): Promise<void> {
  const mayKeep = !SECRET_LETTERS.includes(letter) || env().isDemo;
  await (await db()).mail.updateMany({
    where: { id, state: "queued" },
    data: {
      ...outcome,
      leaseUntil: null,
      subject: mail?.subject ?? null,
      ...(mayKeep ? { text: mail?.text ?? null, html: mail?.html ?? null } : { facts: withoutSecrets(facts) }),
    },
  });
}

function withoutSecrets(facts: MailRow["facts"]): object {
  const { code: _code, linkSecret: _linkSecret, secret: _secret, ...rest } = facts as Record<string, string | number>;
  return rest;
}
