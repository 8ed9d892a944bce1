import { importConference } from "@/lib/conference/import-conference";
import { dropKeptStaffForm, findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";
import { FILE_FORM, parseFile, versionOfDiff } from "../set-up-file";

type Context = RouteContext<"/admin/c/[conference]/set-up/file/import">;

/** POST: makes the changes that the page showed; where they are others by now, the page shows those. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }) => {
    const to = `/admin/c/${slug}/set-up/file`;
    const name = `${FILE_FORM}:${conference.id}`;
    if (singleValue(form, "act") === "forget") {
      await dropKeptStaffForm(staff, name);
      return { to };
    }
    const kept = await findKeptStaffForm<null>(staff, name);
    const file = kept && parseFile(singleValue(kept.values, "file"), slug);
    if (!file?.ok) return { to, said: { problem: "set-up.file-missing" } };
    const trial = await importConference(file.value, { by: actor, isTrial: true });
    if (!trial.ok) return { to };
    if (versionOfDiff(trial.value.changes) !== singleValue(form, "version")) {
      return { to, said: { problem: "set-up.file-changed" } };
    }
    const imported = await importConference(file.value, { by: actor });
    if (!imported.ok) return { to };
    await dropKeptStaffForm(staff, name);
    return { to, said: { done: "set-up.imported" } };
  });
}
