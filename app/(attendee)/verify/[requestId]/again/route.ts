import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { followAgain } from "@/lib/access/follow-link";
import { visitorOf } from "../../../visitor";
import { INSTEAD } from "../../wait-page";

/** POST /verify/{request}/again: follows the same link once more, within the same limits. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/verify/[requestId]/again">,
): Promise<Response> {
  const { requestId } = await params;
  const next = await followAgain(requestId, visitorOf(request));
  return seeOther(next.ok ? `/verify/${next.value}?again` : INSTEAD[next.error]);
}
