import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { type Tx, transaction } from "@/lib/db/client";
import { queueMails } from "@/lib/mail/queue-mail";
import { publishLater } from "@/lib/publish/publish";
import { giveBackPlaces } from "./places";

/** Holds end by the clock, whoever's transaction notices it. */
const CLOCK: Actor = { kind: "job", id: "holds" };

/** A transaction that wants places lapses at most so many holds of each quota, or as many as it wants places. */
const LEAST_OF_A_QUOTA = 50;
/** The sweeper lapses so many in one transaction: others wait for their quotas meanwhile. */
const PORTION = 100;

/** What a hold is to be taken from: as many places as `count`; 0 for a quota that is only to be locked. */
export type WantedCount = { quotaId: number; count: number };

/** Quotas that are only to be locked: places in them are given back, or stay as they are. */
export function onlyLocked(quotaIds: readonly number[]): WantedCount[] {
  return quotaIds.map((quotaId) => ({ quotaId, count: 0 }));
}

/**
 * Locks quotas in the order of their ids and lapses expired holds in them, by the database's clock: the oldest, and of
 * each quota at least as many as places are wanted of it. The first step of every transaction that takes places or
 * gives them back. Quotas that an expired order holds besides are locked too, so that it lapses as a whole. The payers
 * are told, but of a quiet order, and the audit says so in the same transaction, whatever path it takes from here.
 * @param ownOrderId this order is never lapsed here: the caller decides what becomes of it
 */
export async function lockQuotas(tx: Tx, wanted: readonly WantedCount[], ownOrderId: number | null): Promise<void> {
  if (!wanted.length) return;
  const counts = new Map<number, number>();
  for (const { quotaId, count } of wanted) counts.set(quotaId, (counts.get(quotaId) ?? 0) + count);
  const quotaIds = [...counts.keys()];
  const most = Math.max(LEAST_OF_A_QUOTA, ...counts.values());
  // One statement: it runs in every order, and nearly always nothing has expired.
  const locked = await tx.$queryRaw<{ id: number; expiredIds: number[] }[]>`
    WITH expired AS MATERIALIZED (
      SELECT DISTINCT id FROM (
        SELECT o.id, row_number() OVER (PARTITION BY p.quota_id ORDER BY o.hold_until, o.id) AS nth
          FROM "order" o JOIN order_line l ON l.order_id = o.id JOIN place p ON p.order_line_id = l.id
         WHERE o.state IN ('draft', 'placed') AND o.hold_until < now() AND o.settled_at IS NULL
           AND o.id <> ${ownOrderId ?? 0} AND p.quota_id = ANY(${quotaIds})
      ) ranked WHERE nth <= ${most}
    )
    SELECT q.id, ARRAY(SELECT id FROM expired) AS "expiredIds" FROM quota q
     WHERE q.id IN (SELECT unnest(${quotaIds}::int[])
                    UNION SELECT p.quota_id FROM order_line l JOIN place p ON p.order_line_id = l.id
                           WHERE l.order_id IN (SELECT id FROM expired))
     ORDER BY q.id FOR UPDATE OF q`;
  const lockedIds = locked.map(({ id }) => id);
  await lapse(tx, locked[0]?.expiredIds ?? [], lockedIds);
}

/** Holds whose time is over give their places back, portion by portion, until none is left: the sweeper's part. */
export async function lapseHolds(): Promise<void> {
  while ((await transaction(lapseOnePortion)) === PORTION);
}

/** Orders that draw from no quota lapse too: their price is promised no longer. @returns how many were looked at */
async function lapseOnePortion(tx: Tx): Promise<number> {
  const expired = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "order" WHERE state IN ('draft', 'placed') AND hold_until < now() AND settled_at IS NULL
     ORDER BY hold_until, id LIMIT ${PORTION}`;
  const orderIds = expired.map(({ id }) => id);
  await lapse(tx, orderIds, await lockThoseOf(tx, orderIds));
  return expired.length;
}

/** @returns the ids of the quotas in which the orders hold places, locked now */
async function lockThoseOf(tx: Tx, orderIds: number[]): Promise<number[]> {
  if (!orderIds.length) return [];
  const locked = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM quota
     WHERE id IN (SELECT p.quota_id FROM order_line l JOIN place p ON p.order_line_id = l.id
                   WHERE l.order_id = ANY(${orderIds}))
     ORDER BY id FOR UPDATE`;
  return locked.map(({ id }) => id);
}

type LapsedOrder = {
  orderId: number;
  publicId: string;
  conferenceId: number;
  payerId: number;
  lapsedAt: Date;
  isQuiet: boolean;
};

/** Lapses those of the orders that are still expired, and all of whose places lie in locked quotas. */
async function lapse(tx: Tx, orderIds: number[], lockedIds: number[]): Promise<void> {
  if (!orderIds.length) return;
  const lapsed = await tx.$queryRaw<LapsedOrder[]>`
    UPDATE "order" o SET lapsed_at = now(), hold_until = NULL
     WHERE o.id = ANY(${orderIds}) AND o.hold_until < now() AND o.settled_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM order_line l JOIN place p ON p.order_line_id = l.id
                        WHERE l.order_id = o.id AND p.quota_id <> ALL(${lockedIds}))
    RETURNING id AS "orderId", public_id AS "publicId", conference_id AS "conferenceId", payer_id AS "payerId",
              lapsed_at AS "lapsedAt", is_quiet AS "isQuiet"`;
  if (!lapsed.length) return;
  const ids = lapsed.map(({ orderId }) => orderId);
  await giveBackPlaces(tx, ids);
  await queueMails(
    tx,
    lapsed
      .filter(({ isQuiet }) => !isQuiet)
      .map(({ orderId, payerId, lapsedAt }) => ({
        letter: "hold-lapsed",
        key: `hold-lapsed:${orderId}:${lapsedAt.getTime()}`,
        registrationId: payerId,
        facts: { orderId },
      })),
  );
  for (const [conferenceId, orders] of Map.groupBy(lapsed, (order) => order.conferenceId)) {
    publishLater(tx, {
      conferenceId,
      actor: CLOCK,
      registrations: orders.map(({ payerId }) => payerId),
      audit: orders.map(({ publicId }) => ({
        what: "order.hold-lapsed",
        object: "order",
        objectId: publicId,
        before: { held: true },
        after: { held: false },
      })),
    });
  }
}
