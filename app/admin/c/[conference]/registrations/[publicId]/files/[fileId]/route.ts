import { fileAnswer } from "@/app/(attendee)/r/[publicId]/files/[fileId]/file-answer";
import { admitAtDesk } from "@/app/admin/guard";
import { isPublicId } from "@/lib/ids/public-id";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { findFile } from "@/lib/registration/save-file";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/files/[fileId]">;

/** GET: a file that the person uploaded, to be saved and never shown as a page of ours. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { conference, publicId, fileId } = await params;
  const admitted = await admitAtDesk(conference, "registrations.see");
  if (!admitted.ok) return admitted.error;
  const view = isPublicId(fileId) ? await loadForDesk(admitted.value.conference.id, publicId) : null;
  const file = view && (await findFile(view.registration.id, fileId));
  return file ? fileAnswer(file) : new Response(null, { status: 404 });
}
