import "server-only";
import { db, transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";
import { publish } from "@/lib/publish/publish";

/** Longer than any attempt may take, so that a lease outlives its holder's calls, never the reverse. */
const LEASE_SECONDS = 120;
/** Then a write is parked for staff; what may pass by itself is still tried again now and then. */
const ATTEMPTS_BEFORE_PARKING = 6;
const RETRY_SECONDS = [5, 15, 30, 60, 120, 300];
const RETRY_PARKED_SECONDS = 900;

/** What the portal wants of which registration; null: no wish, what Indico shows is left alone. */
export type MirrorWish = {
  registrationId: number;
  conferenceId: number;
  paid: boolean | null;
  checkedIn: boolean | null;
};

/** What one attempt came to; `lasting` needs somebody to act, otherwise time may heal it. */
export type MirrorOutcome =
  | { kind: "seen"; paid: boolean; checkedIn: boolean; refusal: string | null }
  | { kind: "failed"; reason: string };

/** Does the calls: reads Indico, decides, writes, reads back. Ends within 90 s. */
export type WriteToIndico = (wish: MirrorWish) => Promise<MirrorOutcome>;

type Leased = MirrorWish & { token: string; wish: number; attempts: number };

/**
 * One attempt to bring Indico in step with the mirror, by one writer at a time: a lease on the mirror's row, taken on
 * the database's clock. What was seen is stored only while the lease is still ours, and a wish that changed meanwhile
 * is written next. Returns without doing anything when there is nothing to write or another holds the lease.
 */
export async function writeMirror(registrationId: number, write: WriteToIndico): Promise<void> {
  const leased = await takeLease(registrationId);
  if (!leased) return;
  const outcome = await write(leased).catch(() => ({ kind: "failed", reason: "unexpected" }) as const);
  await transaction(async (tx) => {
    const stored = await tx.$queryRaw<{ wish: number }[]>`
      SELECT wish FROM mirror WHERE registration_id = ${registrationId} AND lease_token = ${leased.token} FOR UPDATE`;
    const [current] = stored;
    if (!current) return;
    const hasNewWish = current.wish !== leased.wish;
    const next = judge(outcome, leased.attempts, hasNewWish);
    await tx.$executeRaw`
      UPDATE mirror SET lease_token = NULL, lease_until = NULL, state = ${next.state}::mirror_state, reason = ${next.reason},
             attempts = ${next.attempts}, next_attempt_at = ${next.afterSeconds === null ? Prisma.sql`NULL` : Prisma.sql`now() + ${next.afterSeconds} * interval '1 second'`}
             ${outcome.kind === "seen" ? Prisma.sql`, seen_paid = ${outcome.paid}, seen_checked_in = ${outcome.checkedIn}, seen_at = now()` : Prisma.empty}
       WHERE registration_id = ${registrationId}`;
    if (next.state === "to_write") await sendJob(tx, "mirror.write", { registrationId }, next.afterSeconds ?? 0);
    await publish(tx, {
      conferenceId: leased.conferenceId,
      actor: { kind: "job", id: "mirror.write" },
      registrations: outcome.kind === "seen" ? [registrationId] : [],
      audit: [
        {
          what:
            next.state === "in_step" ? "mirror.in-step" : next.state === "parked" ? "mirror.parked" : "mirror.delayed",
          object: "registration",
          objectId: registrationId,
          after: {
            wanted: { paid: leased.paid, checkedIn: leased.checkedIn },
            ...(outcome.kind === "seen" ? { seen: { paid: outcome.paid, checkedIn: outcome.checkedIn } } : {}),
            reason: next.reason,
          },
        },
      ],
    });
  });
}

async function takeLease(registrationId: number): Promise<Leased | null> {
  const client = await db();
  const token = newPublicId();
  const [leased] = await client.$queryRaw<Leased[]>`
    UPDATE mirror m SET lease_token = ${token}, lease_until = now() + ${LEASE_SECONDS} * interval '1 second'
      FROM registration r
     WHERE m.registration_id = ${registrationId} AND r.id = m.registration_id
       AND (m.lease_until IS NULL OR m.lease_until < now())
       AND (m.state = 'to_write' OR (m.state = 'parked' AND m.next_attempt_at <= now()))
    RETURNING m.registration_id AS "registrationId", r.conference_id AS "conferenceId", m.want_paid AS paid,
              m.want_checked_in AS "checkedIn", m.lease_token AS token, m.wish, m.attempts`;
  return leased ?? null;
}

type Next = {
  state: "in_step" | "to_write" | "parked";
  reason: string | null;
  attempts: number;
  afterSeconds: number | null;
};

/** Where the mirror stands after an attempt. */
export function judge(outcome: MirrorOutcome, attempts: number, hasNewWish: boolean): Next {
  if (hasNewWish) return { state: "to_write", reason: null, attempts: 0, afterSeconds: null };
  if (outcome.kind === "seen") {
    return outcome.refusal === null
      ? { state: "in_step", reason: null, attempts: 0, afterSeconds: null }
      : { state: "parked", reason: outcome.refusal, attempts, afterSeconds: null };
  }
  const made = attempts + 1;
  if (made >= ATTEMPTS_BEFORE_PARKING) {
    return { state: "parked", reason: outcome.reason, attempts: made, afterSeconds: RETRY_PARKED_SECONDS };
  }
  return { state: "to_write", reason: outcome.reason, attempts: made, afterSeconds: RETRY_SECONDS[attempts] ?? 300 };
}

/** Sends a job for every mirror that waits and has none running: the sweeper's part. */
export async function sweepMirrors(): Promise<void> {
  await transaction(async (tx) => {
    const waiting = await tx.$queryRaw<{ registrationId: number }[]>`
      SELECT registration_id AS "registrationId" FROM mirror m
       WHERE (state = 'to_write' OR (state = 'parked' AND next_attempt_at IS NOT NULL))
         AND coalesce(next_attempt_at, now()) <= now() AND (lease_until IS NULL OR lease_until < now())
         AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = 'mirror.write' AND j.state < 'completed'
                            AND (j.data->>'registrationId')::int = m.registration_id)
       ORDER BY next_attempt_at NULLS FIRST LIMIT 200`;
    for (const { registrationId } of waiting) await sendJob(tx, "mirror.write", { registrationId });
  });
}
