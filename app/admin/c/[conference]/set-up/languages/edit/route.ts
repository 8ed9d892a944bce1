import { editLanguages } from "@/lib/conference/edit-languages";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";
import { type KeptLanguage, keptLanguageName } from "../kept-language";

type Context = RouteContext<"/admin/c/[conference]/set-up/languages/edit">;

/** POST: adds a language to those that the conference is offered in, or takes one out. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }) => {
    const to = `/admin/c/${slug}/set-up/languages`;
    const kept = keptLanguageName(conference.id);
    const remove = singleValue(form, "remove");
    const edit = remove ? { remove } : { add: singleValue(form, "tag").trim() || singleValue(form, "language") };
    const edited = await editLanguages(conference.id, edit, singleValue(form, "version"), actor);
    if (edited.ok) {
      await dropKeptStaffForm(staff, kept);
      return { to, said: { done: remove ? "set-up.language-removed" : "set-up.language-added" } };
    }
    switch (edited.error) {
      case "no-language":
      case "offered-already":
        await keepStaffForm<KeptLanguage>(staff, kept, { values: form, problems: { refusal: edited.error } });
        return { to };
      case "changed-meanwhile":
        return { to, said: { problem: "set-up.languages-changed" } };
      case "english-stays":
      case "gone":
        return { to, said: { problem: "desk.not-found" } };
    }
  });
}
