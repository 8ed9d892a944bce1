import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { checkProfile } from "@/lib/registration/check-profile";
import { transferRegistration } from "@/lib/registration/transfer-registration";
import { actOnForm } from "../../act-on-form";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/transfer/confirm">;

const RULES = {
  firstName: "required",
  lastName: "required",
  email: "required",
  affiliation: "optional",
  country: "optional",
} as const;

/** POST: the registration is another person's, or the form is shown again. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnForm(request, await params, "registrations.edit", async (act) => {
    const { registrationId, page, actor, staff, form, now } = act;
    const kept = `registration.transfer:${registrationId}`;
    const owner = checkProfile(form, RULES);
    if (!owner.ok) {
      await keepStaffForm(staff, kept, { values: form, problems: [...owner.error] });
      return { to: `${page}/transfer` };
    }
    const outcome = await transferRegistration(registrationId, owner.value, singleValue(form, "version"), actor, now);
    if (outcome.ok) {
      await dropKeptStaffForm(staff, kept);
      return { to: page, said: { done: "registration.transferred" } };
    }
    if (outcome.error === "same-address") {
      await keepStaffForm(staff, kept, { values: form, problems: [] });
      return { to: `${page}/transfer`, said: { problem: "registration.same-address" } };
    }
    await dropKeptStaffForm(staff, kept);
    return { to: page, said: { problem: `registration.transfer-${outcome.error}` } };
  });
}
