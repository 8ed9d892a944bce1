import { stringify } from "csv-stringify/sync";
import { PROGRAMME_COLUMNS } from "@/lib/agenda/read-csv";
import { admitAtDesk } from "../../../../../guard";

type Context = RouteContext<"/admin/c/[conference]/agenda/import/template.csv">;

/** GET: a table with every column that a programme may have, and one row to write over. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  const admitted = await admitAtDesk(slug, "set-up.edit");
  if (!admitted.ok) return admitted.error;
  const day = admitted.value.conference.startsOn.toISOString().slice(0, 10);
  const example: Partial<Record<(typeof PROGRAMME_COLUMNS)[number], string>> = {
    ...{ code: "workshop-1", title: "Workshop", startsAt: `${day} 14:00`, endsAt: `${day} 16:00` },
    ...{ room: "Room 1", tags: "Workshop; Beginners", booking: "app", places: "40", waitingPlaces: "10" },
    ...{ waitingListMode: "auto", blocksTime: "yes", isPublished: "yes", isCancelled: "no" },
  };
  const lines = stringify([PROGRAMME_COLUMNS, PROGRAMME_COLUMNS.map((name) => example[name] ?? "")], {
    record_delimiter: "\r\n",
    bom: true,
  });
  return new Response(lines, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="programme.csv"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
