import { query } from "../harness/database";
import type { CardStandIn } from "./card-stand-in";
import type { IndicoDev } from "./indico-dev";

export type Books = {
  charges: number;
  /** Charged at the provider, and not in our ledger with the same sum. */
  lost: string[];
  /** In our ledger more than once, or without a charge at the provider. */
  doubled: string[];
  /** People who were charged for more than one attempt, and whose surplus is neither refunded nor in suspense. */
  chargedTwice: string[];
  settledOrders: number;
  mirrors: { in_step: number; parked: number; to_write: number; not_linked: number };
  /** Registrations that Indico shows otherwise than our ledger, parked ones aside. */
  indicoDiffers: number[];
  /** Registrations with more than one transaction at Indico. */
  indicoDoubled: number[];
  /** Entries whose hash does not follow from the one before. */
  auditBroken: number;
  auditEntries: number;
  /** Quotas whose count is not the sum of their places. */
  quotasOff: string[];
  /** Orders whose lines do not add up to their total, or that are paid and do not say so. */
  ordersOff: string[];
  unsentMails: number;
};

/** Compares our ledger, the provider's, Indico's registrations, the audit chain and the places of one conference. */
export async function compareBooks(
  databaseUrl: string,
  conferenceId: number,
  cards: CardStandIn,
  indico: IndicoDev,
): Promise<Books> {
  const read = <Row extends Record<string, unknown>>(sql: string) =>
    query<Row>(databaseUrl, sql.replaceAll("$conference", String(conferenceId)));
  const payments = await read<{ publicId: string; orderId: number; entries: number; sum: number; suspense: number }>(`
    SELECT p.public_id AS "publicId", p.order_id AS "orderId", count(l.id)::int AS entries,
           coalesce(sum(l.amount_minor), 0)::int AS sum,
           (SELECT count(*)::int FROM suspense s WHERE s.payment_id = p.id) AS suspense
      FROM payment p LEFT JOIN ledger_entry l ON l.payment_id = p.id
     WHERE p.conference_id = $conference GROUP BY p.id`);
  const ours = new Map(payments.map((payment) => [payment.publicId, payment]));
  const charges = (await cards.charges()).filter(({ paymentId }) => ours.has(paymentId));
  const charged = new Map(Map.groupBy(charges, ({ paymentId }) => paymentId));
  const chargesOfOrder = Map.groupBy(charges, ({ paymentId }) => ours.get(paymentId)?.orderId ?? 0);

  const registrations = await read<{ dbId: number; isSettled: boolean; state: string; seen: boolean | null }>(`
    SELECT r.indico_db_id AS "dbId", m.state::text AS state, m.seen_paid AS seen,
           EXISTS (SELECT 1 FROM "order" o WHERE o.payer_id = r.id AND o.settled_at IS NOT NULL) AS "isSettled"
      FROM registration r JOIN mirror m ON m.registration_id = r.id WHERE r.conference_id = $conference`);
  const atIndico = new Map(
    (await indico.state(registrations.map(({ dbId }) => dbId))).map((state) => [state.registration_db_id, state]),
  );
  const [counts] = await read<{ settled: number; unsent: number }>(`
    SELECT (SELECT count(*)::int FROM "order" WHERE conference_id = $conference AND settled_at IS NOT NULL) AS settled,
           (SELECT count(*)::int FROM mail WHERE conference_id = $conference AND state = 'queued') AS unsent`);
  const mirrorsIn = (state: string) => registrations.filter((registration) => registration.state === state).length;
  return {
    charges: charges.length,
    lost: charges
      .filter(({ paymentId, netMinor }) => ours.get(paymentId)?.sum !== netMinor)
      .map(({ providerId }) => providerId),
    doubled: payments
      .filter(({ publicId, entries, suspense }) => entries > 1 + suspense || (entries > 0 && !charged.has(publicId)))
      .map(({ publicId }) => publicId),
    chargedTwice: [...chargesOfOrder]
      .filter(([, several]) => several.length > 1 + suspenseOf(several, ours))
      .map(([orderId]) => String(orderId)),
    settledOrders: counts?.settled ?? 0,
    mirrors: {
      in_step: mirrorsIn("in_step"),
      parked: mirrorsIn("parked"),
      to_write: mirrorsIn("to_write"),
      not_linked: mirrorsIn("not_linked"),
    },
    indicoDiffers: registrations
      .filter(({ dbId, isSettled, state }) => state !== "parked" && atIndico.get(dbId)?.is_paid !== isSettled)
      .map(({ dbId }) => dbId),
    indicoDoubled: [...atIndico.values()]
      .filter(({ transactions_count }) => transactions_count > 1)
      .map(({ registration_db_id }) => registration_db_id),
    ...(await checkAudit(conferenceId)),
    quotasOff: (
      await read<{ name: string }>(`
        SELECT name FROM quota q WHERE conference_id = $conference
           AND taken <> (SELECT coalesce(sum(count), 0) FROM place WHERE quota_id = q.id)`)
    ).map(({ name }) => name),
    ordersOff: (
      await read<{ publicId: string }>(`
        SELECT public_id AS "publicId" FROM "order" o WHERE conference_id = $conference
           AND (total_minor <> (SELECT coalesce(sum(gross_minor), 0) FROM order_line WHERE order_id = o.id)
             OR (settled_at IS NOT NULL) <> (total_minor <= (SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry WHERE order_id = o.id)))`)
    ).map(({ publicId }) => publicId),
    unsentMails: counts?.unsent ?? 0,
  };
}

function suspenseOf(charges: { paymentId: string }[], ours: Map<string, { suspense: number }>): number {
  return charges.reduce((sum, { paymentId }) => sum + (ours.get(paymentId)?.suspense ?? 0), 0);
}

/** Walks the chain from its first entry, with the product's own hash. */
async function checkAudit(conferenceId: number): Promise<{ auditBroken: number; auditEntries: number }> {
  const { hashEntry } = await import("@/lib/audit/chain");
  const { db } = await import("@/lib/db/client");
  const entries = await (await db()).auditEntry.findMany({ where: { conferenceId }, orderBy: { seq: "asc" } });
  let previousHash = "";
  let auditBroken = 0;
  for (const [index, { id: _, hash, ...entry }] of entries.entries()) {
    const isNext = entry.seq === BigInt(index + 1) && entry.previousHash === previousHash;
    const before = (entry.before ?? undefined) as Parameters<typeof hashEntry>[0]["before"];
    const after = (entry.after ?? undefined) as Parameters<typeof hashEntry>[0]["after"];
    if (!isNext || hashEntry({ ...entry, before, after }) !== hash) auditBroken += 1;
    previousHash = hash;
  }
  return { auditBroken, auditEntries: entries.length };
}
