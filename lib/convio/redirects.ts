import "server-only";
import { createHash } from "node:crypto";
import type { ConvioRefusal } from "@/lib/convio/errors";
import type { Parameters } from "@/lib/convio/method";

/** A page that may read answers, or be redirected to, by its host: "pco.example", "*.pco.example", "localhost:8080". */
export function isAllowedHost(address: string, allowedHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, hostname, username, password } = new URL(address);
  if (!/^https?:$/.test(protocol) || username || password) return false;
  return allowedHosts.some((entry) => {
    const allowed = entry.toLowerCase();
    if (allowed.startsWith("*.")) return hostname.endsWith(allowed.slice(1)) && hostname.length >= allowed.length;
    return allowed === host || allowed === hostname;
  });
}

/** How a host is written in such a list; the reason why it is none. */
export function isHostEntry(text: string): boolean {
  return /^(\*\.)?[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*(:\d{1,5})?$/i.test(text);
}

/**
 * Where a call that asked for a redirect is sent: `success_redirect` or `error_redirect`, else `redirect`; an error adds
 * its code and message. Null where none was asked for, the target is not allowed, or a signature was asked for and
 * there is no secret to sign with: then the ordinary answer is given.
 */
export function redirectTarget(
  parameters: Parameters,
  refusal: ConvioRefusal | null,
  { allowedHosts, secret, isSigned, now }: RedirectRules,
): string | null {
  const target = parameters.get(refusal ? "error_redirect" : "success_redirect") ?? parameters.get("redirect");
  if (!target || !isAllowedHost(target, allowedHosts) || (isSigned && !secret)) return null;
  const url = new URL(target);
  if (refusal) {
    url.searchParams.append("errorCode", String(refusal.code));
    url.searchParams.append("errorMessage", refusal.message);
  }
  if (isSigned) {
    url.searchParams.append("ts", String(now.getTime()));
    const digest = createHash("sha1")
      .update(`${url.search.slice(1)}${secret}`)
      .digest("hex");
    url.searchParams.append("digest", digest);
  }
  return url.href;
}

export type RedirectRules = {
  readonly allowedHosts: readonly string[];
  readonly secret: string | null;
  readonly isSigned: boolean;
  readonly now: Date;
};
