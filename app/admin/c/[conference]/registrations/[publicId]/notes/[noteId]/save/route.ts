import { singleValue } from "@/lib/http/form-values";
import { editNote } from "@/lib/registration/notes";
import { actOnRegistration } from "../../../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/notes/[noteId]/save">;

/** POST: the author words a note anew. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { noteId, ...of } = await params;
  return actOnRegistration(request, of, "registrations.edit", async ({ registrationId, actor, staff, form, now }) => {
    const author = { staffId: staff.id, actor };
    const saved = await editNote(registrationId, noteId, singleValue(form, "text"), author, now);
    return saved.ok ? { done: "registration.note-edited" } : { problem: `registration.note-${saved.error}` };
  });
}
