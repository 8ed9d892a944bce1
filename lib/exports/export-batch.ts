import "server-only";
import { gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";
import type { Actor } from "@/lib/audit/chain";
import { startBatch } from "@/lib/batches/start-batch";
import type { BatchKind } from "@/lib/batches/step";
import { db, transaction } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import type { Cell, Column, SheetConference } from "./sheet";
import { SHEET_NAMES, SHEETS, type SheetName } from "./sheets";

/** Rows that one step reads and keeps. */
const ROWS_A_STEP = 2_000;

const Parameters = z.object({ sheet: z.enum(SHEET_NAMES), untilId: z.number(), query: z.string() });
const Cursor = z.object({ afterId: z.number(), position: z.number(), sums: z.record(z.string(), z.number()) });

/** What an export found at its end: its own sums beside those of the books, by currency in minor units. */
export const ExportResult = z.object({
  sums: z.record(z.string(), z.number()),
  books: z.record(z.string(), z.number()).nullable(),
});

export type StartedBy = { conference: SheetConference; staffId: number; actor: Actor };

/**
 * Begins to collect a sheet's rows as they are now. @returns the batch's public id, whose page shows how far it is
 * @param query which rows, as the sheet reads it; "" for all
 */
export async function startExport(
  sheet: SheetName,
  query: string,
  { conference, staffId, actor }: StartedBy,
): Promise<string> {
  const { total, untilId } = await SHEETS[sheet].size(conference, query);
  return transaction(async (tx) => {
    const { publicId } = await startBatch(tx, {
      conferenceId: conference.id,
      staffId,
      kind: "export",
      parameters: { sheet, untilId, query },
      total,
    });
    await publish(tx, {
      conferenceId: conference.id,
      actor,
      registrations: [],
      audit: [{ what: "export.made", object: "export", objectId: publicId, after: { sheet, query, rows: total } }],
    });
    return publicId;
  });
}

/** Collects the rows of a sheet, some at a time, until the last that there was when it began. */
export const exportKind: BatchKind = {
  async step(batch) {
    const { sheet, untilId, query } = Parameters.parse(batch.parameters);
    const { afterId, position, sums } = Cursor.parse(batch.cursor ?? { afterId: 0, position: 0, sums: {} });
    const client = await db();
    const conference = await client.conference.findUniqueOrThrow({
      where: { id: batch.conferenceId },
      select: { id: true, timeZone: true, indicoEventId: true },
    });
    const page = await SHEETS[sheet].page(conference, { afterId, untilId, take: ROWS_A_STEP, query });
    await keepPart(batch.id, position, page.rows);
    const now = add(sums, page.sums);
    if (page.lastId !== null) {
      const cursor = { afterId: page.lastId, position: position + 1, sums: now };
      return { done: page.rows.length, failed: 0, cursor };
    }
    const books = (await SHEETS[sheet].sums?.(conference, untilId, query)) ?? null;
    const done = page.rows.length;
    return {
      done,
      failed: 0,
      cursor: null,
      total: batch.done + done,
      result: { sums: now, books },
    };
  },
};

/** A step that is done twice keeps its part once. */
async function keepPart(batchId: number, position: number, rows: Cell[][]): Promise<void> {
  const packed = gzipSync(JSON.stringify(rows));
  const client = await db();
  await client.exportPart.upsert({
    where: { batchId_position: { batchId, position } },
    create: { batchId, position, rows: packed },
    update: { rows: packed },
  });
}

/** An export whose rows are there, ready to be written as a file. */
export type ReadyExport = {
  sheet: SheetName;
  columns: Column[];
  /** The rows, part by part; only one part is held at a time. */
  parts: () => AsyncGenerator<Cell[][]>;
};

/** A finished export of a conference; null when there is none, it is not done, or its rows were forgotten. */
export async function openExport(conference: SheetConference, publicId: string): Promise<ReadyExport | null> {
  const client = await db();
  const batch = await client.batch.findFirst({
    where: { conferenceId: conference.id, publicId, kind: "export", state: "done" },
    include: { _count: { select: { parts: true } } },
  });
  if (!batch || batch._count.parts === 0) return null;
  const { sheet } = Parameters.parse(batch.parameters);
  const columns = await SHEETS[sheet].columns(conference);
  async function* parts() {
    for (let position = 0; ; position++) {
      const part = await client.exportPart.findUnique({
        where: { batchId_position: { batchId: batch?.id ?? 0, position } },
      });
      if (!part) return;
      yield JSON.parse(gunzipSync(part.rows).toString()) as Cell[][];
    }
  }
  return { sheet, columns, parts };
}

/** The newest exports of a conference, with whether their rows are still there. */
export async function listExports(conferenceId: number) {
  const client = await db();
  const batches = await client.batch.findMany({
    where: { conferenceId, kind: "export" },
    orderBy: { id: "desc" },
    take: 20,
    include: { staff: { select: { name: true } }, _count: { select: { parts: true } } },
  });
  return batches.map(({ parameters, _count, ...batch }) => ({
    ...batch,
    sheet: Parameters.parse(parameters).sheet,
    isFiltered: Parameters.parse(parameters).query !== "",
    isThere: batch.state === "done" && _count.parts > 0,
  }));
}

function add(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]));
}
