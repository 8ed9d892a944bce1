import { importProgramme } from "@/lib/agenda/import-programme";
import { dropKeptStaffForm, findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";
import { agendaPage } from "../../agenda-page";
import { programmeForm, readKept } from "../kept-programme";

type Context = RouteContext<"/admin/c/[conference]/agenda/import/apply">;

/** POST: makes the changes that the page showed; where the set-up is another one by now, the page shows them anew. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }) => {
    const to = `${agendaPage(slug)}/import`;
    const name = programmeForm(conference.id);
    if (singleValue(form, "act") === "forget") {
      await dropKeptStaffForm(staff, name);
      return { to };
    }
    const kept = await findKeptStaffForm<null>(staff, name);
    if (!kept) return { to, said: { problem: "agenda.file-missing" } };
    const programme = readKept(kept, conference.timeZone);
    const imported = await importProgramme(conference.id, programme, { by: actor, seen: singleValue(form, "version") });
    if (!imported.ok) {
      const isOther = imported.error.code === "changed-meanwhile";
      return isOther ? { to, said: { problem: "agenda.programme-changed" } } : { to };
    }
    await dropKeptStaffForm(staff, name);
    return { to: agendaPage(slug), said: { done: "agenda.imported" } };
  });
}
