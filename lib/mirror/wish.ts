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
  const { indicoDbId, isConfirmed } = await tx.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: { indicoDbId: true, isConfirmed: true },
  });
  const isLinked = indicoDbId !== null && isConfirmed;
  const state = isLinked ? "to_write" : "not_linked";
  const fresh = { ...wanted, state, reason: null, attempts: 0, nextAttemptAt: null } as const;
  await tx.mirror.upsert({
    where: { registrationId },
    create: { registrationId, ...fresh, wish: 1 },
    update: { ...fresh, wish: { increment: 1 } },
  });
  if (isLinked) await sendJob(tx, "mirror.write", { registrationId });
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
