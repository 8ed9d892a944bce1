// Before every page and act: foreign forms are refused, the answer gets its security headers. Here and not in Next's own
// `proxy.ts`, which would turn each request and answer into web objects once more.
import type { IncomingMessage, ServerResponse } from "node:http";
import { mayChangeState } from "../lib/http/may-change-state.ts";
import {
  contentSecurityPolicy,
  type HeaderSettings,
  makeNonce,
  securityHeaders,
} from "../lib/http/security-headers.ts";
import en from "../messages/en/site.json" with { type: "json" };
import it from "../messages/it/site.json" with { type: "json" };
import { localeOf } from "./error-page.ts";

const TEXTS = { en: en.refused, it: it.refused };
/** Forms with their files. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** Machine paths and built files have no cookies and no scripts: they pay nothing for this. A demo mail has its own policy. */
const UNGUARDED =
  /^\/(_next\/|api\/(?!auth\/)|site\/|[^/]+\/site\/[CS]R[A-Za-z]+API(?![A-Za-z])|health\/|metrics|favicon\.ico|sandbox\/mailbox\/\d+\/html)/;

type GuardRequest = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Lets a request pass on to Next with its nonce, or refuses it in a sentence.
 * @returns false when it was refused
 */
export function guardRequests(settings: HeaderSettings): GuardRequest {
  return (request, response) => {
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (UNGUARDED.test(path)) return true;
    const nonce = makeNonce();
    const policy = contentSecurityPolicy(nonce, settings);
    for (const [name, value] of Object.entries(securityHeaders(path, settings))) response.setHeader(name, value);
    response.setHeader("Content-Security-Policy", policy);
    const { headers, method = "GET" } = request;
    const origin = {
      method,
      path,
      fetchSite: oneOf(headers["sec-fetch-site"]),
      origin: oneOf(headers.origin),
      host: oneOf(headers.host),
    };
    if (!mayChangeState(origin, settings.publicUrl)) return refuse(request, response, "foreign-form", 403);
    if (isTooLarge(request)) return refuse(request, response, "too-large", 413);
    // Next reads the nonce for its own scripts from the request's policy; pages read x-nonce, and what they are about in x-path.
    headers["content-security-policy"] = policy;
    headers["x-nonce"] = nonce;
    headers["x-path"] = path;
    return true;
  };
}

/** A body that does not say its length could be of any; no browser sends a form so. */
function isTooLarge({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > MAX_BODY_BYTES;
}

function oneOf(header: string | string[] | undefined): string | null {
  return typeof header === "string" ? header : null;
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  reason: keyof typeof en.refused,
  status: number,
): false {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${TEXTS[localeOf(request)][reason]}\n`);
  return false;
}
