import { actAtDesk, registrationPage } from "@/app/admin/act";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { checkProfile, PROFILE_RULES } from "@/lib/registration/check-profile";
import { registerByStaff } from "@/lib/registration/register-directly";

type Context = RouteContext<"/admin/c/[conference]/registrations/new/save">;

/** POST: enters the person and goes on to their order, or shows the form again with who has the address already. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.edit", async ({ conference, staff, actor, form, now }) => {
    const kept = `registration.new:${conference.id}`;
    const page = `/admin/c/${slug}/registrations/new`;
    const person = checkProfile(form, { ...PROFILE_RULES, country: "optional" });
    if (!person.ok) {
      await keepStaffForm(staff, kept, { values: form, problems: { errors: [...person.error], known: [] } });
      return { to: page };
    }
    const typed = singleValue(form, "locale");
    const evenIfKnown = singleValue(form, "anyway") === "yes";
    const entry = { ...person.value, locale: conference.languages.includes(typed) ? typed : "en" };
    const entered = await registerByStaff(conference.id, entry, { evenIfKnown }, actor, now);
    if (!entered.ok) {
      const { known } = entered.error;
      await keepStaffForm(staff, kept, { values: form, problems: { errors: [], known } });
      return { to: page };
    }
    await dropKeptStaffForm(staff, kept);
    const to = `${registrationPage(slug, entered.value.publicId)}/order/new`;
    return { to, said: { done: "registration.entered" } };
  });
}
