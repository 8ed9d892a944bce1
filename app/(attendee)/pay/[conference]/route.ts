import type { NextRequest } from "next/server";
import { answerHead, answerPaymentLink } from "../answer-payment-link";

/** GET /pay/{conference}?codes=E.R.D.F|email: the link where several Indicos use the same numbers. */
export async function GET(request: NextRequest, { params }: RouteContext<"/pay/[conference]">): Promise<Response> {
  const { conference } = await params;
  return answerPaymentLink(request, conference);
}

export const HEAD = answerHead;
