import { db } from "@/lib/db/client";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { shownNumber } from "@/lib/registration/shown-number";
import { cleanText } from "@/lib/text/clean-text";
import { actOnForm } from "../../act-on-form";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/cancel/confirm">;

/** POST: cancels, once its number was typed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnForm(request, await params, "registrations.edit", async (act) => {
    const { registrationId, page, actor, staff, form, now } = act;
    const kept = `registration.cancel:${registrationId}`;
    const client = await db();
    const registration = await client.registration.findUniqueOrThrow({
      where: { id: registrationId },
      include: { conference: { select: { indicoEventId: true } } },
    });
    const number = shownNumber(registration, registration.conference);
    const reason = cleanText(singleValue(form, "reason"), { maxLength: 300 });
    const problems = [
      ...(singleValue(form, "number").trim().toUpperCase() === number.toUpperCase() ? [] : ["number"]),
      ...(reason.ok ? [] : ["reason"]),
    ];
    if (!reason.ok || problems.length > 0) {
      await keepStaffForm(staff, kept, { values: form, problems });
      return { to: `${page}/cancel` };
    }
    const tell = singleValue(form, "tell") === "yes";
    const changeId = readId(singleValue(form, "change")) ?? undefined;
    const outcome = await cancelRegistration(registrationId, { reason: reason.value, tell, changeId }, actor, now);
    await dropKeptStaffForm(staff, kept);
    return {
      to: page,
      said: outcome.ok ? { done: "registration.cancelled" } : { problem: `registration.cancel-${outcome.error}` },
    };
  });
}
