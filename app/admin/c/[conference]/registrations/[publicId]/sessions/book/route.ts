import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { cleanText } from "@/lib/text/clean-text";
import { actOnForm } from "../../act-on-form";
import { bookingForm } from "../../sessions-section";
import { actOnSession } from "../act-on-session";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/sessions/book">;

/** POST: the person is in the session, with `wait` in its waiting list; with a reason also beyond its places. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnForm(request, await params, "registrations.edit", async (act) => {
    const { registrationId, page, staff, form } = act;
    const kept = bookingForm(registrationId);
    const reason = cleanText(singleValue(form, "reason"), { maxLength: 300 });
    const said = reason.ok
      ? await actOnSession(act, {
          action: "register",
          joinWaitingList: singleValue(form, "wait") === "yes",
          ...(reason.value && { overbookBecause: reason.value }),
        })
      : { problem: "registration.reason-not-readable" };
    if ("problem" in said) await keepStaffForm(staff, kept, { values: form, problems: [] });
    else await dropKeptStaffForm(staff, kept);
    return { to: page, said };
  });
}
