import "server-only";
import type { Setup } from "@/lib/conference/conference-file";
import type { StoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import type { Tx } from "@/lib/db/client";

type Booked = { sessionId: number; booked: number; placed: number };

/**
 * Changes of the programme that would break what people booked: a session with bookings stays, and draws its places
 * where they were taken. The caller holds the locks of the sessions that are to go.
 */
export async function refuseSessions(tx: Tx, stored: StoredConference, after: Setup): Promise<FileProblem[]> {
  const rows = await tx.$queryRaw<Booked[]>`
    SELECT session_id AS "sessionId", count(*)::int AS booked,
           (count(*) FILTER (WHERE state IN ('registered', 'held')))::int AS placed
      FROM booking WHERE conference_id = ${stored.id} AND state <> 'unregistered' GROUP BY session_id`;
  if (!rows.length) return [];
  const counts = new Map(rows.map((row) => [row.sessionId, row]));
  const wanted = new Map(after.sessions.map((session, i) => [session.code, { session, i }]));
  return stored.sessions.flatMap((row): FileProblem[] => {
    const { booked, placed } = counts.get(row.id) ?? { booked: 0, placed: 0 };
    const kept = wanted.get(row.code);
    if (!kept) {
      if (booked === 0) return [];
      const message = `${booked} people booked "${row.code}" or wait for it: it cannot be taken out or renamed. Keep it and set "isCancelled" to true, which ends their bookings.`;
      return [{ place: "sessions", path: ["sessions"], message, reason: { code: "booked", values: { booked } } }];
    }
    const { session, i } = kept;
    const field = session.quota !== (row.quota?.name ?? null) ? "quota" : "service";
    const isSame = field === "service" && session.service === (row.service?.code ?? null);
    if (placed === 0 || isSame || session.isCancelled) return [];
    const message = `${placed} people have places in it, which its present ${field} counts; another would not. Keep it, or cancel the session and add one with a new code.`;
    const place = `sessions[${i}] (${row.code}).${field}`;
    return [{ place, path: ["sessions", i, field], message, reason: { code: "booked-quota", values: { placed } } }];
  });
}
