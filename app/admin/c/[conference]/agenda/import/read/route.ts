import { LARGEST_PROGRAMME_BYTES } from "@/lib/agenda/programme-row";
import { keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { readTimetable } from "@/lib/indico/read-timetable";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { actAtDesk } from "../../../../../act";
import { agendaPage } from "../../agenda-page";
import { formatOf, programmeForm } from "../kept-programme";

/** Somebody waits for the page. */
const INDICO_MS = 20_000;

type Context = RouteContext<"/admin/c/[conference]/agenda/import/read">;

/** POST: takes a programme, of a file or of Indico, and leads to what it would change; nothing is changed yet. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, form, data }) => {
    const to = `${agendaPage(slug)}/import`;
    const keep = async (values: { format: string; name: string; text: string }) => {
      await keepStaffForm(staff, programmeForm(conference.id), { values, problems: null });
      return { to };
    };
    if (singleValue(form, "from") === "indico") {
      const indico = await indicoOf(conference.id);
      if (!indico) return { to, said: { problem: "agenda.not-tied" } };
      const entries = await readTimetable(indico.site, indico.eventId, INDICO_MS);
      if (!entries.ok) return { to, said: { problem: `agenda.indico-${FAILURES[entries.error] ?? "other"}` } };
      return keep({
        format: "indico",
        name: "Indico",
        text: JSON.stringify(entries.value).replaceAll("\\u0000", "\ufffd"),
      });
    }
    const file = data.get("file");
    if (!(file instanceof File) || file.size === 0) return { to, said: { problem: "agenda.file-missing" } };
    if (file.size > LARGEST_PROGRAMME_BYTES) return { to, said: { problem: "agenda.file-too-large" } };
    const text = (await file.text()).replaceAll("\u0000", "\ufffd");
    return keep({ format: formatOf(text), name: file.name, text });
  });
}

/** Failures that staff can do something about, by the words of the page. */
const FAILURES: Partial<Record<string, "unreachable" | "token">> = {
  ...{ unreachable: "unreachable", "timed-out": "unreachable", "server-error": "unreachable" },
  ...{ unauthorized: "token", "scope-missing": "token", forbidden: "token" },
};
