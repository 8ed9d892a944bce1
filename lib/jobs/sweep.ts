import "server-only";
import { SESSION_HOURS } from "@/lib/access/sessions";
import { db, transaction } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";
import { sweepMirrors } from "@/lib/mirror/write-mirror";
import { openPage } from "@/lib/payments/begin-card-payment";
import { cardAddresses } from "@/lib/payments/card-addresses";
import { lapseHolds } from "@/lib/places/lapse-holds";
import { repeatPrefills } from "@/lib/registration/repeat-prefills";
import { stripeCards } from "@/lib/stripe/stripe-cards";

/** A card payment whose end nobody told us is asked about after this many seconds, and again as often. */
const PAYMENT_QUIET_SECONDS = 60;
const BATCH = 100;
/** Followed links are forgotten after a day. */
const LINK_HOURS = 24;

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

async function forgetWhatIsOver(): Promise<void> {
  const client = await db();
  await client.$executeRaw`DELETE FROM link_request WHERE created_at < now() - ${LINK_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM kept_form WHERE kept_at < now() - ${SESSION_HOURS} * interval '1 hour'`;
  await client.$executeRaw`DELETE FROM rate_limit WHERE used_until < now()`;
}
