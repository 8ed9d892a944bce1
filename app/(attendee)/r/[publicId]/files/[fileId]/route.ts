import type { NextRequest } from "next/server";
import { findAccess } from "@/lib/access/sessions";
import { isPublicId } from "@/lib/ids/public-id";
import { findFile } from "@/lib/registration/save-file";
import { visitorOf } from "../../../../visitor";
import { fileAnswer } from "./file-answer";

/** GET /r/{id}/files/{file}: an uploaded file, to be saved and never shown as a page of ours. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/files/[fileId]">,
): Promise<Response> {
  const { publicId, fileId } = await params;
  const mayLook = isPublicId(publicId) && isPublicId(fileId);
  const access = mayLook ? await findAccess(visitorOf(request).accessToken, publicId) : null;
  const file = access && (await findFile(access.registrationId, fileId));
  if (!file) return new Response(null, { status: 404 });
  return fileAnswer(file);
}
