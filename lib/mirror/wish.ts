import "server-only";
import type { Tx } from "@/lib/db/client";
import { sendJob } from "@/lib/jobs/queue";

/**
 * Records that Indico shall (not) show a registration as paid, and sends the job that writes it. Where Indico is known to
 * ask no fee nothing is wished: it has no payment to record, and shows the registration as complete already.
 */
export async function wishPaid(tx: Tx, registrationId: number, wantPaid: boolean): Promise<void> {
  if (wantPaid && (await isFreeInIndico(tx, registrationId))) return;
  await wish(tx, registrationId, { wantPaid });
}

async function isFreeInIndico(tx: Tx, registrationId: number): Promise<boolean> {
  return (await tx.registration.count({ where: { id: registrationId, indicoPriceMinor: 0 } })) > 0;
}

/** Records that Indico shall (not) show a registration as checked in, and sends the job that writes it. */
export function wishCheckedIn(tx: Tx, registrationId: number, wantCheckedIn: boolean): Promise<void> {
  return wish(tx, registrationId, { wantCheckedIn });
}

/**
 * Wishes are rows, not messages: the latest stands, however often it is said. A registration that Indico does not know,
 * or that no reading of Indico has confirmed yet, keeps its wish until it is linked (`linkMirror`).
 */
async function wish(tx: Tx, registrationId: number, wanted: { wantPaid?: boolean | null; wantCheckedIn?: boolean }) {
  const { wantPaid = null, wantCheckedIn = null } = wanted;
  const keeps = { paid: wanted.wantPaid === undefined, checkedIn: wanted.wantCheckedIn === undefined };
  // One statement: everybody who is checked in waits for it.
  const [mirror] = await tx.$queryRaw<{ isLinked: boolean }[]>`
    INSERT INTO mirror AS kept (registration_id, state, want_paid, want_checked_in, wish)
    SELECT id, (CASE WHEN indico_db_id IS NOT NULL AND is_confirmed THEN 'to_write' ELSE 'not_linked' END)::mirror_state,
           ${wantPaid}::boolean, ${wantCheckedIn}::boolean, 1
      FROM registration WHERE id = ${registrationId}
    ON CONFLICT (registration_id) DO UPDATE
       SET state = excluded.state, reason = NULL, attempts = 0, next_attempt_at = NULL, wish = kept.wish + 1,
           want_paid = CASE WHEN ${keeps.paid} THEN kept.want_paid ELSE excluded.want_paid END,
           want_checked_in = CASE WHEN ${keeps.checkedIn} THEN kept.want_checked_in ELSE excluded.want_checked_in END
    RETURNING state = 'to_write' AS "isLinked"`;
  if (!mirror) throw new Error(`No registration ${registrationId}`);
  if (mirror.isLinked) await sendJob(tx, "mirror.write", { registrationId });
}

/** A reading of Indico has confirmed the registration: wishes made before are written now, where Indico has what to write. */
export async function linkMirror(tx: Tx, registrationId: number): Promise<void> {
  const mirror = await tx.mirror.findUnique({ where: { registrationId } });
  if (mirror?.state !== "not_linked") return;
  const isVain = mirror.wantPaid === true && (await isFreeInIndico(tx, registrationId));
  await wish(tx, registrationId, isVain ? { wantPaid: null } : {});
}

/** Staff ask for another attempt of a parked write. @returns whether it was parked */
export async function retryParked(tx: Tx, registrationId: number): Promise<boolean> {
  const { count } = await tx.mirror.updateMany({
    where: { registrationId, state: "parked" },
    data: { state: "to_write", attempts: 0, nextAttemptAt: null },
  });
  if (count) await sendJob(tx, "mirror.write", { registrationId });
  return count > 0;
}

/** Compares once more what Indico shows with a wish that was made. @returns whether there is a wish to compare */
export async function compareAgain(tx: Tx, registrationId: number): Promise<boolean> {
  const { count } = await tx.mirror.updateMany({
    where: {
      registrationId,
      state: { in: ["in_step", "to_write", "parked"] },
      OR: [{ wantPaid: { not: null } }, { wantCheckedIn: { not: null } }],
    },
    data: { state: "to_write", attempts: 0, nextAttemptAt: null },
  });
  if (count) await sendJob(tx, "mirror.write", { registrationId });
  return count > 0;
}
