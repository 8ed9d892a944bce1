import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import { writeToPerson } from "@/lib/registration/write-to-person";
import { actOnForm } from "../../act-on-form";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/write/send">;

/** POST: queues the mail, or shows the form again. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnForm(
    request,
    await params,
    "registrations.mail",
    async ({ registrationId, page, actor, staff, form }) => {
      const [subject, text, once] = ["subject", "text", "once"].map((name) => singleValue(form, name));
      const kept = `registration.write:${registrationId}`;
      if (!subject && !text && !once) return { to: `${page}/write` };
      if (!isPublicId(once ?? "")) return { to: `${page}/write`, said: { problem: "desk.not-found" } };
      const message = { subject: subject ?? "", text: text ?? "", once: once ?? "" };
      const sent = await writeToPerson(registrationId, message, actor);
      if (sent.ok) {
        await dropKeptStaffForm(staff, kept);
        return { to: page, said: { done: "registration.written" } };
      }
      if (sent.error.code === "not-found") return { to: page, said: { problem: "desk.not-found" } };
      await keepStaffForm(staff, kept, { values: form, problems: sent.error.problems });
      return { to: `${page}/write` };
    },
  );
}
