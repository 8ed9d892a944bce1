import { findLogo } from "@/lib/conference/logo";

/** GET: a conference's logo, from our own origin as the content security policy asks. */
export async function GET(_request: Request, { params }: RouteContext<"/logo/[slug]">): Promise<Response> {
  const { slug } = await params;
  const logo = /^[a-z0-9-]{1,100}$/.test(slug) ? await findLogo(slug) : null;
  if (!logo) return new Response(null, { status: 404 });
  return new Response(logo.bytes, {
    headers: {
      "content-type": logo.type,
      "cache-control": "public, max-age=300",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
