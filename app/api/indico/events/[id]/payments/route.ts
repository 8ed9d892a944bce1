import type { NextRequest } from "next/server";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { answerCron } from "@/lib/indico-cron/answer";

type Context = RouteContext<"/api/indico/events/[id]/payments">;

/** What Indico's timed procedure downloads (docs/indico-cron.md). HEAD is answered by the same function. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { id } = await params;
  const { status, headers, body } = await answerCron({
    eventId: id,
    query: request.nextUrl.searchParams,
    authorization: request.headers.get("authorization"),
    ifNoneMatch: request.headers.get("if-none-match"),
    address: clientAddress(request.headers.get("x-forwarded-for"), env().TRUSTED_PROXIES),
  });
  return new Response(body, { status, headers });
}
