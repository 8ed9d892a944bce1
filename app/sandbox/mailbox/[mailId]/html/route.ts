import { env } from "@/lib/env";
import { findMail, showableHtml } from "@/lib/sandbox/mailbox/read-mailbox";

type Context = RouteContext<"/sandbox/mailbox/[mailId]/html">;

/**
 * A mail's styles are in its elements, as mail readers want them; it runs nothing, loads nothing and is framed by us.
 * That scripts are allowed is for tools that examine the page from outside: the policy itself names no source of any.
 */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'self'; sandbox allow-scripts allow-top-navigation-by-user-activation";

/** The HTML of one of the demo's mails, for the frame of its page. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const mail = env().isDemo ? await findMail((await params).mailId) : null;
  if (!mail?.html) return new Response(null, { status: 404 });
  return new Response(showableHtml(mail.html, mail.attachments), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}
