import { getTranslations } from "next-intl/server";
import { seeOther } from "@/app/see-other";
import { openExport, type ReadyExport } from "@/lib/exports/export-batch";
import type { Column } from "@/lib/exports/sheet";
import { writeCsv } from "@/lib/exports/write-csv";
import { writeXlsx } from "@/lib/exports/write-xlsx";
import { localDay } from "@/lib/time/zone";
import { admitAtDesk } from "../../../../../guard";

const FORMATS = {
  csv: { write: writeCsv, type: "text/csv; charset=utf-8; header=present" },
  xlsx: { write: writeXlsx, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
} as const;

type Format = keyof typeof FORMATS;
type Context = RouteContext<"/admin/c/[conference]/exports/[publicId]/file">;

/** GET: a finished export as a file, `format` csv or xlsx, written while it is fetched. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  const admitted = await admitAtDesk(slug, "exports.make");
  if (!admitted.ok) return admitted.error;
  const { conference } = admitted.value;
  const format: Format = new URL(request.url).searchParams.get("format") === "csv" ? "csv" : "xlsx";
  const ready = await openExport(conference, publicId);
  if (!ready) return seeOther(`/admin/c/${slug}/exports?problem=exports.not-there`);
  const { write, type } = FORMATS[format];
  const day = localDay(new Date(), conference.timeZone);
  return new Response(toStream(write(await headsOf(ready), ready.columns, ready.parts())), {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${slug}-${ready.sheet}-${day}.${format}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}

async function headsOf({ columns }: ReadyExport): Promise<string[]> {
  const t = await getTranslations("admin-exports.columns");
  return columns.map(({ key, label }: Column) => label ?? t(key as Parameters<typeof t>[0]));
}

/** A stream that writes on only as fast as it is read. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
