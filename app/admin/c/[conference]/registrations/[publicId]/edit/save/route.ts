import type { DetailsProblems } from "@/app/(attendee)/r/[publicId]/details/kept-details";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { saveDetailsByStaff } from "@/lib/registration/save-details";
import { actOnForm } from "../../act-on-form";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/edit/save">;

/** POST: saves the details, or shows the form again as it was left. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnForm(request, await params, "registrations.edit", async ({ registrationId, page, staff, form, now }) => {
    const kept = `registration.edit:${registrationId}`;
    const input = { values: form, version: singleValue(form, "version"), locale: null };
    const saved = await saveDetailsByStaff(registrationId, input, { kind: "staff", id: String(staff.id) }, now);
    if (saved.ok) {
      await dropKeptStaffForm(staff, kept);
      return { to: page, said: { done: `registration.${saved.value}` } };
    }
    if (saved.error.code === "closed") return { to: page, said: { problem: "registration.closed" } };
    const { errors, changedElsewhereAt } = saved.error;
    const problems: DetailsProblems = { errors, changedAt: changedElsewhereAt?.toISOString() ?? null };
    await keepStaffForm(staff, kept, { values: form, problems });
    return { to: `${page}/edit` };
  });
}
