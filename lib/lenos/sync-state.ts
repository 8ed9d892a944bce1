import "server-only";
import { db } from "@/lib/db/client";
import type { LenosAccess } from "@/lib/lenos/access";
import { arrivedFull, type Choice } from "@/lib/lenos/choose-read";
import type { LoadedList } from "@/lib/lenos/load-list";

/** Beyond it nobody's clock is: the date is another sync's. */
const MOST_AHEAD_MS = 2_000_000_000;

export async function findSync(credentialId: number) {
  const client = await db();
  return client.appSync.findUnique({ where: { credentialId } });
}

type Sync = Awaited<ReturnType<typeof findSync>>;

/** Notes that a list went out: how far the app is, and, for persons, whether the last full list had arrived before. */
export async function noteServed(
  access: LenosAccess,
  resource: string,
  { read, notes }: Choice,
  before: Sync,
  head: Pick<LoadedList["head"], "seq"> | null,
  now: Date,
): Promise<void> {
  const { credentialId } = access;
  // One of the future was not heeded: kept, it would stand before every later one.
  const date = notes.notice === "future_date" ? null : notes.date;
  const arrived = date && resource === "Person" ? arrivedFull(before, date) : null;
  const lastDate = latest(before?.lastDate ?? null, date);
  const isFull = read.kind === "full" && resource === "Person";
  // A date can at most be the one of the poll before; what it is ahead of that is the app's clock, or its slowness.
  const ahead = notes.date && before?.lastPollAt ? notes.date.getTime() - before.lastPollAt.getTime() : 0;
  const data = {
    lastPollAt: now,
    ...(head ? { servedSeq: BigInt(head.seq) } : {}),
    ...(arrived ? { fullArrivedAt: arrived.at, fullArrivedView: arrived.view } : {}),
    ...(isFull ? { fullSentAt: now, fullSentDate: lastDate, fullSentView: access.viewVersion } : {}),
    ...(resource === "Person" && lastDate ? { lastDate } : {}),
    clockAheadMs: Math.min(Math.max(before?.clockAheadMs ?? 0, resource === "Person" ? ahead : 0), MOST_AHEAD_MS),
  };
  const client = await db();
  await client.appSync.upsert({ where: { credentialId }, update: data, create: { credentialId, ...data } });
}

function latest(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a > b ? a : b) : (a ?? b);
}
