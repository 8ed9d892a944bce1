import "server-only";
import { db } from "@/lib/db/client";
import { shownNumber } from "@/lib/registration/shown-number";
import { addTo, momentCell, moneyCell } from "./cells";
import type { Column, Sheet } from "./sheet";

const COLUMNS = [
  { key: "order", type: "number" },
  { key: "order-state", type: "text" },
  { key: "placed-at", type: "moment" },
  { key: "number", type: "text" },
  { key: "name", type: "text" },
  { key: "code", type: "text" },
  { key: "item", type: "text" },
  { key: "window", type: "text" },
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

const PLACED = { state: "placed" } as const;

/** What was sold: one row a line of a placed order, with the price and the tax that were frozen on it. */
export const linesSheet: Sheet = {
  columns: async () => [...COLUMNS],

  async size({ id }) {
    const client = await db();
    const { _count, _max } = await client.orderLine.aggregate({
      where: { order: { conferenceId: id, ...PLACED } },
      _count: true,
      _max: { id: true },
    });
    return { total: _count, untilId: _max.id ?? 0 };
  },

  async page(conference, { afterId, untilId, take }) {
    const client = await db();
    const lines = await client.orderLine.findMany({
      where: { id: { gt: afterId, lte: untilId }, order: { conferenceId: conference.id, ...PLACED } },
      orderBy: { id: "asc" },
      take,
      include: {
        order: { select: { number: true, state: true, currency: true, placedAt: true } },
        registration: {
          select: { number: true, indicoFriendlyId: true, isConfirmed: true, firstName: true, lastName: true },
        },
        category: { select: { code: true } },
        service: { select: { code: true } },
        guests: { orderBy: { position: "asc" }, select: { name: true } },
      },
    });
    const sums: Record<string, number> = {};
    const rows = lines.map(({ order, registration, category, service, guests, ...line }) => {
      const { currency } = order;
      addTo(sums, currency, line.grossMinor);
      return [
        ...[order.number, order.state, momentCell(order.placedAt, conference.timeZone)],
        ...[shownNumber(registration, conference), `${registration.firstName} ${registration.lastName}`.trim()],
        ...[category?.code ?? service?.code ?? null, line.name, line.windowLabel, line.quantity],
        ...[moneyCell(line.unitMinor, currency), moneyCell(line.grossMinor, currency), line.taxBasisPoints / 100],
        ...[moneyCell(line.taxMinor, currency), moneyCell(line.grossMinor - line.taxMinor, currency), currency],
        ...[guests.map(({ name }) => name).join("; "), line.diets.join("; ")],
      ];
    });
    return { rows, lastId: lines.length === take ? (lines.at(-1)?.id ?? null) : null, sums };
  },

  /** The totals of the placed orders. */
  async sums({ id }, untilId) {
    const client = await db();
    const sums = await client.order.groupBy({
      by: ["currency"],
      where: { conferenceId: id, ...PLACED, lines: { some: { id: { lte: untilId } } } },
      _sum: { totalMinor: true },
    });
    return Object.fromEntries(sums.map(({ currency, _sum }) => [currency, _sum.totalMinor ?? 0]));
  },
};
