import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { shownNumber } from "@/lib/registration/shown-number";
import { addTo, momentCell, moneyCell } from "./cells";
import { between, parseMoneyFilter } from "./money-filter";
import type { Column, Sheet, SheetConference } from "./sheet";

const COLUMNS = [
  { key: "order", type: "number" },
  { key: "order-state", type: "text" },
  { key: "placed-at", type: "moment" },
  { key: "number", type: "text" },
  { key: "name", type: "text" },
  { key: "code", type: "text" },
  { key: "item", type: "text" },
  { key: "window", type: "text" },
  { key: "promotion", type: "text" },
  { key: "promotion-less", type: "money" },
  { key: "quantity", type: "number" },
  { key: "unit", type: "money" },
  { key: "gross", type: "money" },
  { key: "tax-percent", type: "number" },
  { key: "tax", type: "money" },
  { key: "net", type: "money" },
  { key: "currency", type: "text" },
  { key: "guests", type: "text" },
  { key: "diets", type: "text" },
] as const satisfies Column[];

/** What was sold: one row a line of a placed order, with the price and the tax that were frozen on it. */
export const linesSheet: Sheet = {
  columns: async () => [...COLUMNS],

  async size(conference, query) {
    const client = await db();
    const { _count, _max } = await client.orderLine.aggregate({
      where: linesOf(conference, query),
      _count: true,
      _max: { id: true },
    });
    return { total: _count, untilId: _max.id ?? 0 };
  },

  async page(conference, { afterId, untilId, take, query }) {
    const client = await db();
    const lines = await client.orderLine.findMany({
      where: { ...linesOf(conference, query), id: { gt: afterId, lte: untilId } },
      orderBy: { id: "asc" },
      take,
      include: {
        order: { select: { number: true, state: true, currency: true, placedAt: true } },
        registration: {
          select: { number: true, indicoFriendlyId: true, isConfirmed: true, firstName: true, lastName: true },
        },
        category: { select: { code: true } },
        service: { select: { code: true } },
        promotion: { select: { code: true } },
        guests: { orderBy: { position: "asc" }, select: { name: true } },
      },
    });
    const sums: Record<string, number> = {};
    const rows = lines.map(({ order, registration, category, service, promotion, guests, ...line }) => {
      const { currency } = order;
      addTo(sums, currency, line.grossMinor);
      return [
        ...[order.number, order.state, momentCell(order.placedAt, conference.timeZone)],
        ...[shownNumber(registration, conference), `${registration.firstName} ${registration.lastName}`.trim()],
        ...[category?.code ?? service?.code ?? null, line.name, line.windowLabel, promotion?.code ?? null],
        ...[moneyCell(line.promotionMinor * line.quantity, currency), line.quantity],
        ...[moneyCell(line.unitMinor, currency), moneyCell(line.grossMinor, currency), line.taxBasisPoints / 100],
        ...[moneyCell(line.taxMinor, currency), moneyCell(line.grossMinor - line.taxMinor, currency), currency],
        ...[guests.map(({ name }) => name).join("; "), line.diets.join("; ")],
      ];
    });
    return { rows, lastId: lines.length === take ? (lines.at(-1)?.id ?? null) : null, sums };
  },

  /** The totals of the placed orders; of some items alone, what the database adds up of their lines. */
  async sums(conference, untilId, query) {
    const client = await db();
    const { category, service } = parseMoneyFilter(query);
    const { order } = linesOf(conference, query);
    const totals = await client.order.groupBy({
      by: ["currency"],
      where: { ...order, lines: { some: { id: { lte: untilId } } } },
      _sum: { totalMinor: true },
    });
    const sums: Record<string, number> = {};
    for (const { currency, _sum } of totals) {
      const where = { ...linesOf(conference, query), id: { lte: untilId } };
      sums[currency] =
        category || service ? await sumOfLines({ ...where, order: { ...order, currency } }) : (_sum.totalMinor ?? 0);
    }
    return sums;
  },
};

async function sumOfLines(where: Prisma.OrderLineWhereInput): Promise<number> {
  const { _sum } = await (await db()).orderLine.aggregate({ where, _sum: { grossMinor: true } });
  return _sum.grossMinor ?? 0;
}

/** The lines that the filter asks for; a category and a service are not on one line: either counts. */
function linesOf({ id, timeZone }: SheetConference, query: string) {
  const filter = parseMoneyFilter(query);
  const { way, money, category, service } = filter;
  const items = [
    ...(category ? [{ category: { code: category } }] : []),
    ...(service ? [{ service: { code: service } }] : []),
  ];
  return {
    order: {
      ...{ conferenceId: id, state: "placed" as const, placedAt: between(filter, timeZone) },
      ...(way ? { way } : {}),
      ...(money ? { settledAt: money === "paid" ? { not: null } : null } : {}),
    },
    ...(items.length > 0 ? { OR: items } : {}),
  } satisfies Prisma.OrderLineWhereInput;
}
