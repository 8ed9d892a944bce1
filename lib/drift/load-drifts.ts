import "server-only";
import { db } from "@/lib/db/client";
import { DriftKind, DriftState } from "@/lib/db/generated/enums";
import { COMPARE } from "./run-compare";

export const DRIFTS_A_PAGE = 50;
export const DRIFT_KINDS = Object.values(DriftKind);
export const DRIFT_STATES = Object.values(DriftState);

export type DriftQuestion = { kind: DriftKind | null; state: DriftState; afterId: number };

/** One page of a conference's differences, the oldest first; one more than a page tells that there are others. */
export async function listDrifts(conferenceId: number, { kind, state, afterId }: DriftQuestion) {
  const client = await db();
  return client.drift.findMany({
    where: { conferenceId, state, id: { gt: afterId }, ...(kind ? { kind } : {}) },
    orderBy: { id: "asc" },
    take: DRIFTS_A_PAGE + 1,
    include: { registration: { select: { publicId: true, firstName: true, lastName: true, email: true } } },
  });
}
export type ListedDrift = Awaited<ReturnType<typeof listDrifts>>[number];

/** The last comparison of a conference, with its batch. */
export async function findLastRun(conferenceId: number) {
  const client = await db();
  return client.driftRun.findFirst({
    where: { conferenceId, batch: { kind: COMPARE } },
    orderBy: { id: "desc" },
    omit: { listed: true },
    include: { batch: { select: { publicId: true, state: true } } },
  });
}
export type LastRun = NonNullable<Awaited<ReturnType<typeof findLastRun>>>;
