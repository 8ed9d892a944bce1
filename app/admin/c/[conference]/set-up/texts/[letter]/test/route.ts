import { singleValue } from "@/lib/http/form-values";
import { sendSample } from "@/lib/mail/send-sample";
import { isWordedLetter } from "@/lib/mail/wording";
import { actAtDesk } from "../../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/set-up/texts/[letter]/test">;

/** POST: sends the saved letter, as an invented registration would get it, to whoever asks. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, letter } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, form }) => {
    const list = `/admin/c/${slug}/set-up/texts`;
    const language = singleValue(form, "language");
    if (!isWordedLetter(letter) || !conference.languages.includes(language))
      return { to: list, said: { problem: "desk.not-found" } };
    await sendSample({ conferenceId: conference.id, letter, locale: language }, staff.email);
    return { to: `${list}/${letter}?language=${language}`, said: { done: "set-up.sample-sent" } };
  });
}
