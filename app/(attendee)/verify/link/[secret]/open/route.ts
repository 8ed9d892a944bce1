import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { verifyLink } from "@/lib/access/verify";
import { takeToken } from "@/lib/limits/take-token";
import { setAccessToken } from "../../../../access-cookie";
import { visitorOf } from "../../../../visitor";

/** POST /verify/link/{secret}/open: spends the mail's one-time link. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/verify/link/[secret]/open">,
): Promise<Response> {
  const { secret } = await params;
  const { address, accessToken } = visitorOf(request);
  const mayTry = (await takeToken("codeByAddress", address)) === "given";
  const verified = mayTry ? await verifyLink(secret, accessToken) : null;
  if (!verified?.ok) return seeOther("/verify/over");
  const response = seeOther(`/r/${verified.value.publicId}`);
  setAccessToken(response, verified.value.accessToken);
  return response;
}
