import { createHash } from "node:crypto";
import { conferenceColour } from "@/lib/look/conference-colour";
import { conferenceStylesheet } from "@/lib/look/conference-stylesheet";

/** GET /look/{slug}.css: the conference's colour, from our own origin as the content security policy asks. */
export async function GET(request: Request, { params }: RouteContext<"/look/[stylesheet]">): Promise<Response> {
  const slug = /^([a-z0-9-]{1,100})\.css$/.exec((await params).stylesheet)?.[1];
  const colour = slug ? await conferenceColour(slug) : null;
  if (!colour) return new Response(null, { status: 404 });
  const text = conferenceStylesheet(colour);
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 16)}"`;
  const headers = {
    etag,
    "content-type": "text/css; charset=utf-8",
    "cache-control": "public, max-age=300",
    "x-content-type-options": "nosniff",
  };
  const isKnown = request.headers.get("if-none-match")?.includes(etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
}
