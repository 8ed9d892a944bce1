import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type Position, readCursor, writeCursor } from "@/lib/indico-cron/cursor";
import { err, ok, type Result } from "@/lib/result";

/** The fields of one registration in the list, in their order: names in JSON, heads in CSV. */
export const PAYMENT_FIELDS = [
  "eventId",
  "registrationId",
  "registrationDbId",
  "formId",
  "email",
  "paid",
  "amount",
  "currency",
  "method",
  "reference",
  "paidAt",
  "checkedIn",
  "checkedInAt",
  "changedAt",
] as const;
export type PaymentField = (typeof PAYMENT_FIELDS)[number];
export type PaymentRow = Record<PaymentField, string | number | boolean | null>;

export type PaymentList = {
  registrations: PaymentRow[];
  /** Asks for what changes after this list; equal to the question's `since` when nothing did. */
  next: string;
};

export type ListRefusal = "event-not-allowed" | "bad-cursor" | "resync-required";

type Stored = { conferenceId: number; seq: string; stamp: string; payload: Record<string, PaymentRow[PaymentField]> };
type Head = { conferenceId: number; epoch: number; head: string; purgedThrough: string };

/**
 * What Indico's timed procedure downloads: registrations of one Indico event over all its forms, in the order of their
 * last change. Rows that changed after `since` and nothing is ever skipped: numbers become visible in increasing order
 * (docs/feed.md), and rows and heads come from one statement, so from one moment. A row that changes while a reader
 * pages moves ahead of it and is met again.
 *
 * Refused: an event that none of the credential's conferences is tied to (never an empty list, which would read as
 * "nobody"); a cursor that is none; a cursor of before a restored backup or beyond what is known ("resync-required").
 * @param since what the last answer called `next`; null for everything
 * @param limit most rows of one answer
 */
export async function listPayments(
  access: { indicoUrl: string | null; conferenceId: number | null },
  eventId: number,
  { since, limit }: { since: string | null; limit: number },
): Promise<Result<PaymentList, ListRefusal>> {
  const cursor = since === null ? ok([]) : readCursor(since);
  if (!cursor.ok) return cursor;
  const { heads, rows } = await readRows(access, eventId, cursor.value, limit);
  if (heads.length === 0) return err("event-not-allowed");
  if (!cursor.value.every((position) => canFollow(position, heads))) return err("resync-required");

  const next = heads.map(({ conferenceId, epoch }): Position => {
    const last = rows.findLast((row) => row.conferenceId === conferenceId)?.seq;
    const before = cursor.value.find((position) => position.conferenceId === conferenceId)?.seq ?? 0n;
    return { conferenceId, epoch, seq: last === undefined ? before : BigInt(last) };
  });
  return ok({ registrations: rows.map(toPayment), next: writeCursor(next) });
}

/** A position of a conference that is no longer tied to the event needs no following: its rows are gone from the list. */
function canFollow({ conferenceId, epoch, seq }: Position, heads: readonly Head[]): boolean {
  const head = heads.find((candidate) => candidate.conferenceId === conferenceId);
  if (!head) return true;
  return epoch === head.epoch && seq <= BigInt(head.head) && (seq === 0n || seq >= BigInt(head.purgedThrough));
}

async function readRows(
  { indicoUrl, conferenceId }: { indicoUrl: string | null; conferenceId: number | null },
  eventId: number,
  positions: readonly Position[],
  limit: number,
): Promise<{ heads: Head[]; rows: Stored[] }> {
  const client = await db();
  const [answer] = await client.$queryRaw<{ heads: Head[]; rows: Stored[] }[]>`
    WITH since AS (
      SELECT * FROM unnest(${positions.map((position) => position.conferenceId)}::int[],
                           ${positions.map((position) => position.seq)}::bigint[]) AS s (conference_id, seq)
    ), head AS (
      SELECT c.id AS conference_id, k.epoch, k.seq, k.purged_through, coalesce(s.seq, 0) AS since
        FROM conference c JOIN conference_counter k ON k.conference_id = c.id
        LEFT JOIN since s ON s.conference_id = c.id
       WHERE c.indico_url = ${indicoUrl} AND c.indico_event_id = ${eventId}
         ${conferenceId === null ? Prisma.empty : Prisma.sql`AND c.id = ${conferenceId}`}
    ), changed AS (
      SELECT f.conference_id, f.seq, f.stamp, f.payload
        FROM feed_row f JOIN head h ON h.conference_id = f.conference_id AND f.seq > h.since
       WHERE f.resource = 'indico-payment' AND f.state = 'current'
       ORDER BY f.stamp, f.conference_id, f.seq LIMIT ${limit}
    )
    SELECT coalesce((SELECT json_agg(json_build_object('conferenceId', conference_id, 'epoch', epoch, 'head', seq::text,
                     'purgedThrough', purged_through::text) ORDER BY conference_id) FROM head), '[]') AS heads,
           coalesce((SELECT json_agg(json_build_object('conferenceId', conference_id, 'seq', seq::text,
                     'stamp', to_char(stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'payload', payload)
                     ORDER BY stamp, conference_id, seq) FROM changed), '[]') AS rows`;
  return answer ?? { heads: [], rows: [] };
}

function toPayment({ payload, stamp }: Stored): PaymentRow {
  const values: PaymentRow = Object.fromEntries(
    PAYMENT_FIELDS.map((field) => [field, field === "changedAt" ? stamp : (payload[field] ?? null)]),
  ) as PaymentRow;
  return values;
}
