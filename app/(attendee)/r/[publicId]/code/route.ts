import type { NextRequest } from "next/server";
import { pageLanguages } from "@/app/page-languages";
import { seeOther } from "@/app/see-other";
import { askByRegistration } from "@/lib/access/ask-by-registration";
import { askForCode } from "@/lib/access/follow-link";
import { findAccess } from "@/lib/access/sessions";
import { isPublicId } from "@/lib/ids/public-id";
import { INSTEAD } from "../../../verify/wait-page";
import { visitorOf } from "../../../visitor";

/** POST /r/{id}/code: mails the code for a registration that the link alone opened, or that this browser cannot open. */
export async function POST(request: NextRequest, { params }: RouteContext<"/r/[publicId]/code">): Promise<Response> {
  const { publicId } = await params;
  const visitor = visitorOf(request);
  const access = isPublicId(publicId) ? await findAccess(visitor.accessToken, publicId) : null;
  const { locale } = await pageLanguages();
  const asked = access
    ? await askForCode(access.registrationId, { ...visitor, locale })
    : await askByRegistration(publicId, visitor);
  return seeOther(asked.ok ? `/verify/${asked.value}` : INSTEAD[asked.error]);
}
