import type { z } from "zod";
import { type ExchangeFailure, exchange, type Reply } from "@/lib/indico/exchange";
import { keepable } from "@/lib/indico/keepable";
import { err, ok, type Result } from "@/lib/result";

/**
 * What can come back instead of an answer. Passing ones: "unreachable", "timed-out", "bad-certificate",
 * "unexpected-reply" (not Indico's words, or too long), "server-error". Lasting until somebody acts: "unauthorized"
 * (token unknown or revoked), "scope-missing" (token too narrow), "forbidden" (its user has no rights on the event).
 * About what was asked: "not-found", "not-supported" (this version has no such address), "refused" (a 400).
 */
export type IndicoFailure =
  | ExchangeFailure
  | "unauthorized"
  | "scope-missing"
  | "forbidden"
  | "not-found"
  | "not-supported"
  | "refused"
  | "server-error";

export type IndicoCall = {
  method?: "GET" | "POST" | "PATCH";
  /** Below the site's base address, with a leading slash. */
  path: string;
  timeoutMs: number;
  json?: unknown;
  form?: URLSearchParams;
  cookie?: string;
  maxBytes?: number;
};

const MAX_BYTES = 2 * 1024 * 1024;

/** One Indico: its address and a token. The token is private to the object, so that no log can print it. */
export class IndicoSite {
  /** Without a final slash. */
  readonly baseUrl: string;
  readonly certificateAuthority: string | undefined;
  readonly #token: string;

  /**
   * @param options.certificateAuthority PEM of the authority that signed the certificate of an Indico with its own
   * @throws TypeError when the address is not http or https, or carries a user name
   */
  constructor(baseUrl: string, token: string, options: { certificateAuthority?: string } = {}) {
    const url = new URL(baseUrl);
    if (!/^https?:$/.test(url.protocol) || url.username || url.password)
      throw new TypeError("Indico's address has to be http or https, without a user name");
    this.baseUrl = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
    this.certificateAuthority = options.certificateAuthority;
    this.#token = token;
  }

  /** One call as it is, whatever the status. */
  send(call: IndicoCall): Promise<Result<Reply, ExchangeFailure>> {
    const body = call.json === undefined ? call.form?.toString() : JSON.stringify(call.json);
    return exchange({
      url: new URL(this.baseUrl + call.path),
      method: call.method ?? "GET",
      headers: {
        authorization: `Bearer ${this.#token}`,
        // Errors become JSON instead of a page, and a missing token 403 instead of a redirect.
        "x-requested-with": "XMLHttpRequest",
        // The export writes states and prices in the language of the request.
        "accept-language": "en-GB",
        accept: "*/*",
        ...(call.json === undefined ? {} : { "content-type": "application/json" }),
        ...(call.form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...(call.cookie ? { cookie: call.cookie } : {}),
      },
      body,
      timeoutMs: call.timeoutMs,
      maxBytes: call.maxBytes ?? MAX_BYTES,
      certificateAuthority: this.certificateAuthority,
    });
  }

  /** One call whose answer is a success, or the reason why not. */
  async call(call: IndicoCall): Promise<Result<Reply, IndicoFailure>> {
    const sent = await this.send(call);
    if (!sent.ok) return sent;
    const failure = failureOf(sent.value);
    return failure ? err(failure) : sent;
  }

  /** One call whose answer is JSON of the given shape; any other shape is "unexpected-reply". */
  async callJson<T>(call: IndicoCall, shape: z.ZodType<T>): Promise<Result<T, IndicoFailure>> {
    const reply = await this.call(call);
    if (!reply.ok) return reply;
    const parsed = shape.safeParse(jsonOf(reply.value));
    return parsed.success ? ok(parsed.data) : err("unexpected-reply");
  }
}

/**
 * What Indico says by status (CONTRACT of 3.2.9 and 3.3.14). A 403, 404 or 405 counts only with Indico's own JSON
 * error: the page of a proxy under maintenance must not look like a deleted registration.
 */
function failureOf(reply: Reply): IndicoFailure | null {
  const { status } = reply;
  if (status >= 200 && status < 300) return null;
  // Only a request without a valid token is sent to the login page.
  if ((status >= 300 && status < 400) || status === 401) return "unauthorized";
  if (status >= 500 || status === 429) return "server-error";
  const body = jsonOf(reply);
  if (typeof body !== "object" || body === null || !("error" in body)) return "unexpected-reply";
  if (status === 403) return body.error === "insufficient_scope" ? "scope-missing" : "forbidden";
  if (status === 404) return "not-found";
  if (status === 405) return "not-supported";
  return status === 400 ? "refused" : "unexpected-reply";
}

function jsonOf(reply: Reply): unknown {
  try {
    return keepable(JSON.parse(reply.body.toString("utf8")));
  } catch {
    return undefined;
  }
}
