import { singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import { resendMail } from "@/lib/registration/write-to-person";
import { actOnRegistration } from "../../../act-on-registration";
import { readMailId } from "../read-mail-id";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/mails/[mailId]/resend">;

/** POST: this letter once more. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { mailId, ...of } = await params;
  return actOnRegistration(request, of, "registrations.mail", async ({ registrationId, actor, form }) => {
    const once = singleValue(form, "once");
    if (!isPublicId(once)) return { problem: "desk.not-found" };
    const sent = await resendMail(registrationId, readMailId(mailId), once, actor);
    return sent.ok ? { done: "registration.resent" } : { problem: `registration.mail-${sent.error}` };
  });
}
