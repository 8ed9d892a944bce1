import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { saveWording } from "@/lib/mail/edit-wording";
import { isWordedLetter } from "@/lib/mail/wording";
import { actAtDesk } from "../../../../../../act";
import { type KeptWording, keptWordingName } from "../../kept-wording";

type Context = RouteContext<"/admin/c/[conference]/set-up/texts/[letter]/save">;

/** POST: saves the words of a letter; its other buttons show them first, or leave what was typed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, letter } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }) => {
    const list = `/admin/c/${slug}/set-up/texts`;
    const language = singleValue(form, "language");
    if (!isWordedLetter(letter) || !conference.languages.includes(language))
      return { to: list, said: { problem: "desk.not-found" } };
    const to = `${list}/${letter}?language=${language}`;
    const which = { conferenceId: conference.id, letter, locale: language };
    const name = keptWordingName(which);
    const act = singleValue(form, "act");
    if (act === "forget") {
      await dropKeptStaffForm(staff, name);
      return { to };
    }
    if (act === "preview") {
      await keepStaffForm<KeptWording>(staff, name, { values: form, problems: { now: null } });
      return { to };
    }
    const typed = { subject: singleValue(form, "subject"), body: singleValue(form, "body") };
    const saved = await saveWording({ ...which, typed, version: singleValue(form, "version") }, actor);
    if (saved.ok) {
      await dropKeptStaffForm(staff, name);
      return { to, said: { done: "set-up.saved" } };
    }
    if (saved.error.code === "not-offered") return { to: list, said: { problem: "desk.not-found" } };
    const meanwhile = saved.error.code === "changed-meanwhile" ? saved.error : null;
    const values = meanwhile ? { ...form, version: meanwhile.version } : form;
    await keepStaffForm<KeptWording>(staff, name, { values, problems: { now: meanwhile?.now ?? null } });
    return { to };
  });
}
