import type { NextRequest } from "next/server";
import { answerHead, answerPaymentLink } from "./answer-payment-link";

/** GET /pay?codes=E.R.D.F|email: Indico's payment link, where event and form name one conference. */
export function GET(request: NextRequest): Promise<Response> {
  return answerPaymentLink(request);
}

export const HEAD = answerHead;
