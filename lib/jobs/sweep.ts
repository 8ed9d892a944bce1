import "server-only";
import { db, transaction } from "@/lib/db/client";
import { forgetWhatIsOver } from "@/lib/jobs/forget-what-is-over";
import { sendJob } from "@/lib/jobs/queue";
import { sweepMirrors } from "@/lib/mirror/write-mirror";
import { announceLapsed } from "@/lib/orders/announce-lapsed";
import { openPage } from "@/lib/payments/begin-card-payment";
import { cardAddresses } from "@/lib/payments/card-addresses";
import { type LapsedOrder, lockQuotas } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { repeatPrefills } from "@/lib/registration/repeat-prefills";
import { stripeCards } from "@/lib/stripe/stripe-cards";

/** A card payment whose end nobody told us is asked about after this many seconds, and again as often. */
const PAYMENT_QUIET_SECONDS = 60;
const BATCH = 100;

/**
 * Picks up what a crash, a lost message or the mere passing of time left behind. Every part repeats safely and does
 * little when there is nothing to do.
 */
export async function sweep(): Promise<void> {
  await lapseHolds();
  await askAboutPayments();
  await sweepMirrors();
  await resendMail();
  await repeatPrefills();
  await forgetWhatIsOver();
}

/** Holds whose time is over give their places back, and the people are told. */
export async function lapseHolds(): Promise<void> {
  const client = await db();
  const expired = await client.$queryRaw<{ quotaId: number }[]>`
    SELECT DISTINCT p.quota_id AS "quotaId" FROM "order" o
      JOIN order_line l ON l.order_id = o.id JOIN place p ON p.order_line_id = l.id WHERE o.hold_until < now()`;
  if (!expired.length) return;
  await transaction(async (tx) => {
    const lapsed = await lockQuotas(
      tx,
      expired.map(({ quotaId }) => quotaId),
    );
    for (const [conferenceId, orders] of byConference(lapsed)) {
      const announced = await announceLapsed(tx, orders);
      await publish(tx, { conferenceId, actor: { kind: "job", id: "sweep" }, ...announced });
    }
  });
}

function byConference(lapsed: LapsedOrder[]): [number, LapsedOrder[]][] {
  const ids = [...new Set(lapsed.map(({ conferenceId }) => conferenceId))].sort((a, b) => a - b);
  return ids.map((id) => [id, lapsed.filter(({ conferenceId }) => conferenceId === id)]);
}

/** A webhook may never come, and a person may never return: the provider is asked. */
async function askAboutPayments(): Promise<void> {
  const client = await db();
  const quiet = await client.$queryRaw<
    { id: number; checkoutId: string | null; orderPublicId: string; registrationPublicId: string }[]
  >`
    UPDATE payment p SET updated_at = now()
      FROM "order" o JOIN registration r ON r.id = o.payer_id
     WHERE o.id = p.order_id AND p.id IN (
       SELECT id FROM payment WHERE way = 'card' AND state IN ('created', 'pending')
          AND updated_at < now() - ${PAYMENT_QUIET_SECONDS} * interval '1 second'
        ORDER BY updated_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING p.id, p.checkout_id AS "checkoutId", o.public_id AS "orderPublicId", r.public_id AS "registrationPublicId"`;
  for (const { id, checkoutId, registrationPublicId } of quiet) {
    if (checkoutId) await transaction((tx) => sendJob(tx, "payment.look-up", { checkoutId }));
    // The call that opened the page was lost: the same key finds it.
    else await openPage(id, stripeCards, cardAddresses(registrationPublicId), { kind: "job", id: "sweep" });
  }
}

/** Mails whose job gave up or vanished are tried once more when they are young enough to matter. */
async function resendMail(): Promise<void> {
  await transaction(async (tx) => {
    const waiting = await tx.$queryRaw<{ id: number }[]>`
      SELECT m.id FROM mail m WHERE m.state = 'queued' AND m.created_at < now() - interval '3 minutes'
         AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = 'mail.send' AND j.state < 'completed'
                            AND (j.data->>'mailId')::int = m.id)
       ORDER BY m.created_at LIMIT ${BATCH}`;
    for (const { id } of waiting) await sendJob(tx, "mail.send", { mailId: id });
  });
}
