import "server-only";
import type { NextRequest, NextResponse } from "next/server";
import { seeOther } from "@/app/see-other";
import { followLink } from "@/lib/access/follow-link";
import { findLinkedConference } from "@/lib/conference/find-linked-conference";
import { readLink } from "@/lib/indico/read-for-foyer";
import { parsePaymentLink } from "@/lib/registration/parse-link";
import { setAccessToken } from "../access-cookie";
import { WAIT_PAGE } from "../verify/wait-page";
import { visitorOf } from "../visitor";

/**
 * Answers Indico's payment link by a redirect to a clean address: nothing of the codes stays in the browser's history.
 * @param slug of the longer form of the link
 */
export async function answerPaymentLink(request: NextRequest, slug?: string): Promise<NextResponse> {
  const link = parsePaymentLink(new URL(request.url).search);
  const conference = link.ok ? await findLinkedConference(link.value, slug) : null;
  if (!link.ok || !conference) return seeOther("/cannot-open");
  const followed = await followLink(conference, link.value, visitorOf(request, conference.languages), readLink);
  if (followed.kind === "wait") return seeOther(WAIT_PAGE);
  if (followed.kind === "verify") return seeOther(`/verify/${followed.requestId}`);
  const response = seeOther(`/r/${followed.publicId}`);
  if (followed.kind === "opened") setAccessToken(response, followed.accessToken);
  return response;
}

/** A mail scanner's or messenger's HEAD follows nothing: the same answer to every link, and nothing happens. */
export function answerHead(): Response {
  return new Response(null, { headers: { "Cache-Control": "no-store" } });
}
