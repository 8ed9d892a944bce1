import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { shownNumber } from "@/lib/registration/shown-number";
import { addTo, momentCell, moneyCell } from "./cells";
import { between, parseMoneyFilter } from "./money-filter";
import type { Column, Sheet, SheetConference } from "./sheet";

const COLUMNS = [
  { key: "at", type: "moment" },
  { key: "kind", type: "text" },
  { key: "amount", type: "money" },
  { key: "currency", type: "text" },
  { key: "way", type: "text" },
  { key: "order", type: "number" },
  { key: "reference", type: "text" },
  { key: "number", type: "text" },
  { key: "name", type: "text" },
  { key: "email", type: "text" },
  { key: "payment", type: "text" },
  { key: "provider-id", type: "text" },
  { key: "refund", type: "number" },
  { key: "in-suspense", type: "text" },
] as const satisfies Column[];

/**
 * The ledger, one row an entry: what arrived is positive, what went back negative, and what lies on no order says so.
 * The ledger is append-only, so the rows up to one id always add up to the same.
 */
export const ledgerSheet: Sheet = {
  columns: async () => [...COLUMNS],

  async size(conference, query) {
    const client = await db();
    const { _count, _max } = await client.ledgerEntry.aggregate({
      where: entriesOf(conference, query),
      _count: true,
      _max: { id: true },
    });
    return { total: _count, untilId: _max.id ?? 0 };
  },

  async page(conference, { afterId, untilId, take, query }) {
    const client = await db();
    const entries = await client.ledgerEntry.findMany({
      where: { ...entriesOf(conference, query), id: { gt: afterId, lte: untilId } },
      orderBy: { id: "asc" },
      take,
      include: {
        payment: { select: { publicId: true, way: true, providerId: true } },
        order: {
          select: {
            number: true,
            reference: true,
            payer: {
              select: {
                number: true,
                indicoFriendlyId: true,
                isConfirmed: true,
                firstName: true,
                lastName: true,
                email: true,
              },
            },
          },
        },
      },
    });
    const sums: Record<string, number> = {};
    const rows = entries.map(({ at, kind, amountMinor, currency, payment, order, refundId }) => {
      addTo(sums, currency, amountMinor);
      const payer = order?.payer;
      return [
        ...[momentCell(at, conference.timeZone), kind, moneyCell(amountMinor, currency), currency, payment.way],
        ...[order?.number ?? null, order?.reference ?? null, payer ? shownNumber(payer, conference) : null],
        ...[payer ? `${payer.firstName} ${payer.lastName}`.trim() : null, payer?.email ?? null],
        ...[payment.publicId, payment.providerId, refundId, order ? "no" : "yes"],
      ];
    });
    return { rows, lastId: entries.length === take ? (entries.at(-1)?.id ?? null) : null, sums };
  },

  async sums(conference, untilId, query) {
    const client = await db();
    const sums = await client.ledgerEntry.groupBy({
      by: ["currency"],
      where: { ...entriesOf(conference, query), id: { lte: untilId } },
      _sum: { amountMinor: true },
    });
    return Object.fromEntries(sums.map(({ currency, _sum }) => [currency, _sum.amountMinor ?? 0]));
  },
};

/** The entries that the filter asks for. */
function entriesOf({ id, timeZone }: SheetConference, query: string): Prisma.LedgerEntryWhereInput {
  const filter = parseMoneyFilter(query);
  const { way, kind } = filter;
  return {
    conferenceId: id,
    at: between(filter, timeZone),
    ...(way ? { payment: { way } } : {}),
    ...(kind ? { kind } : {}),
  };
}
