import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import { checkManyMessage, startWritingToMany } from "@/lib/registration/many/write-to-many";
import { actAtDesk } from "../../../../../act";
import { readSelection, selectionQuery } from "../../read-selection";
import { MAIL_FORM } from "../mail-form";

type Context = RouteContext<"/admin/c/[conference]/registrations/mail/send">;

/** POST: shows a mail to many as the first of them would get it, or begins to send it. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.mail", async ({ conference, staff, actor, form }) => {
    const page = `/admin/c/${slug}/registrations/mail`;
    const selection = readSelection(form);
    const again = selectionQuery(selection);
    const values = ["subject", "text", "toAll", "once"].map((name) => [name, singleValue(form, name)] as const);
    const keep = (problems: Parameters<typeof keepStaffForm>[2]["problems"]) =>
      keepStaffForm(staff, MAIL_FORM, { values: Object.fromEntries(values), problems });
    const message = { subject: singleValue(form, "subject"), text: singleValue(form, "text") };
    const checked = checkManyMessage(message);
    if (!checked.ok || singleValue(form, "step") !== "send" || !isPublicId(singleValue(form, "once"))) {
      await keep(checked.ok ? [] : checked.error);
      if (checked.ok) again.set("preview", "yes");
      return { to: `${page}?${again}` };
    }
    const more = { once: singleValue(form, "once"), toAll: singleValue(form, "toAll") === "yes" };
    const started = await startWritingToMany({ ...message, ...more }, selection, {
      conference,
      staffId: staff.id,
      actor,
    });
    if (!started.ok) {
      await keep(started.error.code === "refused" ? started.error.problems : []);
      return { to: `${page}?${again}`, said: { problem: "registrations.nobody-to-write-to" } };
    }
    await dropKeptStaffForm(staff, MAIL_FORM);
    return { to: `/admin/c/${slug}/batches/${started.value}` };
  });
}
