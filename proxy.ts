import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { mayChangeState } from "@/lib/http/may-change-state";
import { contentSecurityPolicy, type HeaderSettings, makeNonce, securityHeaders } from "@/lib/http/security-headers";
import { chooseLocale } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";

/** Next keeps at most this much of a body that passes here, and would hand on a longer one cut. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

let settings: HeaderSettings | undefined;

/** Before every page and action: foreign forms are refused, the answer gets its security headers. */
export function proxy(request: NextRequest): Response {
  const { publicUrl, STRIPE_API_BASE } = env();
  settings ??= { publicUrl, stripeApiBase: STRIPE_API_BASE, isDevelopment: process.env.NODE_ENV === "development" };
  const { pathname } = request.nextUrl;
  const nonce = makeNonce();
  const headers = {
    ...securityHeaders(pathname, settings),
    "Content-Security-Policy": contentSecurityPolicy(nonce, settings),
  };
  const origin = {
    method: request.method,
    path: pathname,
    fetchSite: request.headers.get("sec-fetch-site"),
    origin: request.headers.get("origin"),
    host: request.headers.get("host"),
  };
  if (!mayChangeState(origin, publicUrl)) return refuse(request, "foreign-form", 403, headers);
  if (Number(request.headers.get("content-length")) > MAX_BODY_BYTES) return refuse(request, "too-large", 413, headers);

  // Next reads the nonce for its own scripts from the request's policy; pages read x-nonce.
  const forwarded = new Headers(request.headers);
  forwarded.set("Content-Security-Policy", headers["Content-Security-Policy"]);
  forwarded.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function refuse(
  request: NextRequest,
  reason: "foreign-form" | "too-large",
  status: number,
  headers: Record<string, string>,
): Response {
  const locale = chooseLocale(
    request.cookies.get("foyer_language")?.value,
    request.headers.get("accept-language") ?? "",
  );
  const text = messagesOf(locale).site.refused[reason];
  return new Response(`${text}\n`, { status, headers: { ...headers, "Content-Type": "text/plain; charset=utf-8" } });
}

/** Machine paths and built files have no cookies and no scripts: they pay nothing for this. A demo mail has its own policy. */
export const config = {
  matcher: ["/((?!_next/|api/(?!auth/)|site/|health/|metrics|favicon.ico|sandbox/mailbox/\\d+/html).*)"],
};
