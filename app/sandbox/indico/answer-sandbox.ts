import { env } from "@/lib/env";
import { answerAsIndico } from "@/lib/sandbox/indico/answer";

const BASE = "/sandbox/indico";
const MAX_BODY_BYTES = 64 * 1024;
/** Where pages of the portal send people back to: the event's registration page, which here is the list. */
const REGISTRATION_PAGE = /\/event\/\d+\/registrations\/\d+\/$/;

/** The sandbox Indico's machine addresses; outside the demo there is nothing here. */
export async function answerSandbox(request: Request): Promise<Response> {
  if (!env().isDemo) return new Response(null, { status: 404 });
  const body = await request.text();
  if (body.length > MAX_BODY_BYTES) return new Response(null, { status: 413 });
  const { pathname } = new URL(request.url);
  const { method, headers } = request;
  if (method === "GET" && REGISTRATION_PAGE.test(pathname)) {
    return new Response(null, { status: 302, headers: { location: BASE } });
  }
  const reply = await answerAsIndico({ method, path: pathname.slice(BASE.length), headers, body }, new Date());
  const location: Record<string, string> = reply.location ? { location: `${BASE}${reply.location}` } : {};
  if (reply.contentType)
    return new Response(String(reply.body), {
      status: reply.status,
      headers: { "content-type": `${reply.contentType}; charset=utf-8`, ...location },
    });
  return Response.json(reply.body, { status: reply.status });
}
