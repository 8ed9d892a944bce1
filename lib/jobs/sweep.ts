import "server-only";
import { resumeBatches } from "@/lib/batches/run-batch";
import { sweepWaitingLists } from "@/lib/bookings/promote-waiting";
import { transaction } from "@/lib/db/client";
import { startDueComparisons } from "@/lib/drift/start-due";
import { countIncident } from "@/lib/incidents/count-incident";
import { forgetWhatIsOver } from "@/lib/jobs/forget-what-is-over";
import { sendJobs } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";
import { sweepMirrors } from "@/lib/mirror/write-mirror";
import { lapseHolds } from "@/lib/places/lapse-holds";
import { auditDueFeeds } from "@/lib/publish/render-again";
import { repeatPrefills } from "@/lib/registration/repeat-prefills";

/** A card payment whose end nobody told us is asked about after this many seconds, and again as often. */
const PAYMENT_QUIET_SECONDS = 60;
const BATCH = 100;

/** What a sweep does, by name: each repeats safely, does little when there is nothing to do, and asks no other system. */
const PARTS = {
  holds: lapseHolds,
  mirrors: sweepMirrors,
  mails: resendMail,
  prefills: repeatPrefills,
  payments: askAboutPayments,
  refunds: askAboutRefunds,
  batches: resumeBatches,
  comparisons: startDueComparisons,
  "waiting-lists": sweepWaitingLists,
  feeds: auditDueFeeds,
  leftovers: forgetWhatIsOver,
};
type Parts = Partial<Record<keyof typeof PARTS, () => Promise<void>>>;

/** Picks up what a crash, a lost message or the mere passing of time left behind. */
export function sweep(): Promise<void> {
  return runParts(PARTS);
}

/** Runs every part, also after one that failed: that one is logged and counted, and the next sweep tries it again. */
export async function runParts(parts: Parts): Promise<void> {
  for (const [name, part] of Object.entries(parts) as [keyof Parts, () => Promise<void>][]) {
    try {
      await part();
    } catch (error) {
      log.error({ part: name, error }, "a part of the sweep failed");
      await countIncident(`sweep-${name}`);
    }
  }
}

type Quiet = {
  paymentId: number;
  checkoutId: string | null;
  registrationPublicId: string;
  /** A card that came straight to us: no page was ever opened. */
  isCharge: boolean;
};

/** A webhook may never come, and a person may never return: jobs ask the provider. */
export async function askAboutPayments(): Promise<void> {
  await transaction(async (tx) => {
    const quiet = await tx.$queryRaw<Quiet[]>`
      UPDATE payment p SET updated_at = now()
        FROM "order" o JOIN registration r ON r.id = o.payer_id
       WHERE o.id = p.order_id AND p.id IN (
         SELECT id FROM payment WHERE way = 'card' AND state IN ('created', 'pending')
            AND updated_at < now() - ${PAYMENT_QUIET_SECONDS} * interval '1 second'
          ORDER BY updated_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING p.id AS "paymentId", p.checkout_id AS "checkoutId", r.public_id AS "registrationPublicId",
                p.checkout_id IS NULL AND p.expires_at IS NULL AS "isCharge"`;
    await sendJobs(
      tx,
      "payment.end-charge",
      quiet.filter(({ isCharge }) => isCharge).map(({ paymentId }) => ({ paymentId })),
    );
    const known = quiet.flatMap(({ checkoutId }) => (checkoutId ? [{ checkoutId }] : []));
    await sendJobs(tx, "payment.look-up", known);
    // The call that opened the page was lost: the same key finds it.
    const lost = quiet.filter(({ checkoutId, isCharge }) => !checkoutId && !isCharge);
    await sendJobs(
      tx,
      "payment.open",
      lost.map(({ paymentId, registrationPublicId }) => ({ paymentId, registrationPublicId })),
    );
  });
}

/** A bank may give a refund back so long after it was done. */
const RETURN_DAYS = 30;
const DONE_QUIET_HOURS = 12;

/** Refunds to a card whose end nobody told us, and those that were done and may yet come back: jobs ask the provider. */
export async function askAboutRefunds(): Promise<void> {
  await transaction(async (tx) => {
    const quiet = await tx.$queryRaw<{ refundId: number }[]>`
      UPDATE refund SET updated_at = now() WHERE id IN (
        SELECT id FROM refund WHERE way = 'card' AND (
               state IN ('requested', 'pending') AND updated_at < now() - ${PAYMENT_QUIET_SECONDS} * interval '1 second'
            OR state = 'done' AND updated_at < now() - ${DONE_QUIET_HOURS} * interval '1 hour'
               AND done_at > now() - ${RETURN_DAYS} * interval '1 day')
         ORDER BY updated_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
      RETURNING id AS "refundId"`;
    await sendJobs(tx, "refund.send", quiet);
  });
}

/** Mails whose job gave up or vanished are tried once more when they are young enough to matter. */
async function resendMail(): Promise<void> {
  await transaction(async (tx) => {
    const waiting = await tx.$queryRaw<{ id: number }[]>`
      SELECT m.id FROM mail m WHERE m.state = 'queued' AND m.created_at < now() - interval '3 minutes'
         AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = 'mail.send' AND j.state < 'completed'
                            AND (j.data->>'mailId')::int = m.id)
       ORDER BY m.created_at LIMIT ${BATCH}`;
    await sendJobs(
      tx,
      "mail.send",
      waiting.map(({ id }) => ({ mailId: id })),
    );
  });
}
