import { getTranslations } from "next-intl/server";
import { seeOther } from "@/app/see-other";
import { exportPeople, PEOPLE_COLUMNS } from "@/lib/agenda/export-people";
import { loadSession } from "@/lib/agenda/load-session";
import { writeCsv } from "@/lib/exports/write-csv";
import { admitAtDesk } from "../../../../../guard";
import { agendaPage } from "../../agenda-page";

type Context = RouteContext<"/admin/c/[conference]/agenda/[session]/people.csv">;

/** GET: everybody in a session, as CSV. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, session: publicId } = await params;
  const admitted = await admitAtDesk(slug, "exports.make");
  if (!admitted.ok) return admitted.error;
  const { conference, staff } = admitted.value;
  const seen = await loadSession(conference.id, publicId);
  if (!seen) return seeOther(`${agendaPage(slug)}?problem=desk.not-found`);
  const t = await getTranslations("admin-agenda");
  const rows = await exportPeople(seen, {
    timeZone: conference.timeZone,
    words: {
      state: (of) => t(`people.states.${of as "held"}`),
      source: (of) => t(`people.sources.${of as "app"}`),
    },
    by: { kind: "staff", id: String(staff.id) },
  });
  const heads = PEOPLE_COLUMNS.map(({ key }) => t(`csv-heads.${key}`));
  const parts = writeCsv(
    heads,
    PEOPLE_COLUMNS,
    (async function* () {
      yield rows;
    })(),
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of parts) chunks.push(chunk);
  return new Response(Buffer.concat(chunks), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${conference.slug}-${seen.session.code}.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
