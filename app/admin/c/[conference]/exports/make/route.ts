import { startExport } from "@/lib/exports/export-batch";
import { FILTERS_OF } from "@/lib/exports/money-filter";
import { SHEET_NAMES, type SheetName } from "@/lib/exports/sheets";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { startOfDay } from "@/lib/time/days";
import { actAtDesk } from "../../../../act";

const LONGEST_QUERY = 2_000;

type Context = RouteContext<"/admin/c/[conference]/exports/make">;

/**
 * POST: begins to collect the rows of one sheet. `query` chooses registrations as their list does; payments and lines
 * have fields of their own.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "exports.make", async ({ conference, staff, actor, form }) => {
    const page = `/admin/c/${slug}/exports`;
    const wanted = singleValue(form, "sheet");
    const sheet = SHEET_NAMES.find((name) => name === wanted);
    if (!sheet) return { to: page, said: { problem: "exports.no-sheet" } };
    const query = queryOf(sheet, form).slice(0, LONGEST_QUERY);
    const problem = findProblem(form, conference.timeZone);
    if (problem) return { to: `${page}?sheet=${sheet}&${query}`, said: { problem: `exports.${problem}` } };
    const publicId = await startExport(sheet, query, { conference, staffId: staff.id, actor });
    return { to: `/admin/c/${slug}/batches/${publicId}` };
  });
}

function queryOf(sheet: SheetName, form: FormValues): string {
  if (sheet !== "payments" && sheet !== "lines") return singleValue(form, "query");
  const typed = FILTERS_OF[sheet].map((name) => [name, singleValue(form, name).trim()]);
  return new URLSearchParams(typed.filter(([, value]) => value !== "")).toString();
}

/** A day that is none must not collect everything instead. */
function findProblem(form: FormValues, zone: string): "no-such-from" | "no-such-until" | "until-before-from" | null {
  const [from, until] = [singleValue(form, "from").trim(), singleValue(form, "until").trim()];
  if (from && !startOfDay(from, zone)) return "no-such-from";
  if (until && !startOfDay(until, zone)) return "no-such-until";
  return from && until && until < from ? "until-before-from" : null;
}
