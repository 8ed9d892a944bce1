import { startExport } from "@/lib/exports/export-batch";
import { SHEET_NAMES } from "@/lib/exports/sheets";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../act";

const LONGEST_QUERY = 2_000;

type Context = RouteContext<"/admin/c/[conference]/exports/make">;

/** POST: begins to collect the rows of one sheet; `query` chooses them as the list does. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "exports.make", async ({ conference, staff, actor, form }) => {
    const wanted = singleValue(form, "sheet");
    const sheet = SHEET_NAMES.find((name) => name === wanted);
    if (!sheet) return { to: `/admin/c/${slug}/exports`, said: { problem: "exports.no-sheet" } };
    const query = singleValue(form, "query").slice(0, LONGEST_QUERY);
    const publicId = await startExport(sheet, query, { conference, staffId: staff.id, actor });
    return { to: `/admin/c/${slug}/batches/${publicId}` };
  });
}
