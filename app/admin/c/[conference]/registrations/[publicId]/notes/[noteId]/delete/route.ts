import { deleteNote } from "@/lib/registration/notes";
import { actOnRegistration } from "../../../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/notes/[noteId]/delete">;

/** POST: the author takes a note away. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { noteId, ...of } = await params;
  return actOnRegistration(request, of, "registrations.edit", async ({ registrationId, actor, staff }) => {
    const deleted = await deleteNote(registrationId, noteId, { staffId: staff.id, actor });
    return deleted.ok ? { done: "registration.note-deleted" } : { problem: `registration.note-${deleted.error}` };
  });
}
