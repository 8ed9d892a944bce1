import "server-only";
import { db } from "@/lib/db/client";
import { shownNumber } from "@/lib/registration/shown-number";
import { momentCell } from "./cells";
import type { Cell, Column, Sheet } from "./sheet";

const COLUMNS = [
  { key: "kind", type: "text" },
  { key: "state", type: "text" },
  { key: "number", type: "text" },
  { key: "name", type: "text" },
  { key: "email", type: "text" },
  { key: "indico-id", type: "number" },
  { key: "ours", type: "text" },
  { key: "theirs", type: "text" },
  { key: "suggested", type: "text" },
  { key: "reason", type: "text" },
  { key: "first-seen-at", type: "moment" },
  { key: "last-seen-at", type: "moment" },
] as const satisfies Column[];

/** The differences to Indico that a comparison found, with what was decided about each; those that are gone are left out. */
export const differencesSheet: Sheet = {
  columns: async () => [...COLUMNS],

  async size({ id }) {
    const client = await db();
    const { _count, _max } = await client.drift.aggregate({
      where: { conferenceId: id, state: { not: "gone" } },
      _count: true,
      _max: { id: true },
    });
    return { total: _count, untilId: _max.id ?? 0 };
  },

  async page(conference, { afterId, untilId, take }) {
    const client = await db();
    const drifts = await client.drift.findMany({
      where: { conferenceId: conference.id, state: { not: "gone" }, id: { gt: afterId, lte: untilId } },
      orderBy: { id: "asc" },
      take,
      include: { registration: true },
    });
    const rows = drifts.map(({ registration, ...drift }) => [
      ...[drift.kind, drift.state, registration ? shownNumber(registration, conference) : null],
      ...(registration
        ? [`${registration.firstName} ${registration.lastName}`.trim(), registration.email]
        : [null, null]),
      ...[drift.indicoDbId, sideCell(drift.ours), sideCell(drift.theirs), drift.suggested, drift.reason],
      ...[drift.firstSeenAt, drift.lastSeenAt].map((at) => momentCell(at, conference.timeZone)),
    ]);
    return { rows, lastId: drifts.length === take ? (drifts.at(-1)?.id ?? null) : null, sums: {} };
  },

  sums: null,
};

/** One side of a difference, as it was compared. */
function sideCell(side: unknown): Cell {
  if (side === null || side === undefined) return null;
  return typeof side === "string" ? side : JSON.stringify(side);
}
