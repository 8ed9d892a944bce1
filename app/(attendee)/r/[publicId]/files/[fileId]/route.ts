import type { NextRequest } from "next/server";
import { findAccess } from "@/lib/access/sessions";
import { isPublicId } from "@/lib/ids/public-id";
import { findFile } from "@/lib/registration/save-file";
import { visitorOf } from "../../../../visitor";

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
  return new Response(file.bytes, {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, percentEncoded)}`,
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}

/** The characters that RFC 8187 does not allow and `encodeURIComponent` leaves. */
const percentEncoded = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
