import { singleValue } from "@/lib/http/form-values";
import { addNote } from "@/lib/registration/notes";
import { actOnRegistration } from "../../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/notes/add">;

/** POST: a note for the others. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(
    request,
    await params,
    "registrations.edit",
    async ({ registrationId, actor, staff, form }) => {
      const added = await addNote(registrationId, singleValue(form, "text"), { staffId: staff.id, actor });
      return added.ok ? { done: "registration.note-added" } : { problem: `registration.note-${added.error}` };
    },
  );
}
