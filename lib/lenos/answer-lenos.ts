import "server-only";
import { env } from "@/lib/env";
import { cameByHttps, clientAddress, exactAddress } from "@/lib/http/client-address";
import { newPublicId } from "@/lib/ids/public-id";
import type { LenosAccess } from "@/lib/lenos/access";
import { admit, type Known } from "@/lib/lenos/admit";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { answerBooking } from "@/lib/lenos/answer-booking";
import { answerCalendar } from "@/lib/lenos/answer-calendar";
import { answerAvailability, answerEvent } from "@/lib/lenos/answer-event";
import { answerList } from "@/lib/lenos/answer-list";
import { answerOwnCalendar, isOnePersons } from "@/lib/lenos/answer-own-calendar";
import { answerToken } from "@/lib/lenos/answer-token";
import { LENOS_ERRORS, type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { atMostFour, takeCall } from "@/lib/lenos/limits";
import { noteCall } from "@/lib/lenos/note-call";
import { openApi } from "@/lib/lenos/openapi";
import { outageOf } from "@/lib/lenos/outage";
import { chooseFormat, type LenosFormat, type Parameters, readParameters } from "@/lib/lenos/read-call";
import { CONTENT_TYPES, render } from "@/lib/lenos/render";
import { type FoundPath, findPath, PATHS, type PathName } from "@/lib/lenos/resources";
import { log } from "@/lib/log/log";
import { ok, type Result } from "@/lib/result";

type Progress = {
  readonly requestId: string;
  readonly known: Known;
  path: FoundPath | null;
  format: LenosFormat;
  parameters: Parameters | null;
  limits: Readonly<Record<string, string>>;
};

/**
 * One answer of the event-app feed (docs/event-app.md), whatever was sent: complete or an error, never a shorter list.
 * Cookies are not looked at.
 * @param segments of the path below `/api/lenos`
 */
export async function answerLenos(request: Request, segments: readonly string[], now: Date): Promise<Response> {
  const begun = performance.now();
  const progress: Progress = {
    ...{ requestId: newPublicId(), known: { carrier: null, access: null }, path: null, format: "json" },
    ...{ parameters: null, limits: {} },
  };
  let outcome: Result<LenosAnswer, LenosRefusal>;
  try {
    outcome = await answerAsked(request, segments, progress, now);
  } catch (error) {
    log.error({ error, requestId: progress.requestId }, "a call of the event-app feed failed");
    outcome = { ok: false, error: outageOf(error) };
  }
  const { path, parameters, known, format, requestId } = progress;
  const answer = outcome.ok ? outcome.value : toAnswer(outcome.error, progress);
  if (path?.name !== "openapi.json") {
    await noteCall({
      ...{ at: now, access: known.access, resource: path?.name ?? "", verb: request.method, parameters },
      ...{ carrier: known.carrier ?? "", format, address: limitedAddress(request), status: answer.status, requestId },
      ...{ mode: "", reason: "", count: null, code: outcome.ok ? "" : outcome.error.code },
      ...answer.notes,
      durationMs: Math.round(performance.now() - begun),
    });
  }
  return respond(request, answer, progress);
}

async function answerAsked(
  request: Request,
  segments: readonly string[],
  progress: Progress,
  now: Date,
): Promise<Result<LenosAnswer, LenosRefusal>> {
  const { requestId, known } = progress;
  const settings = env();
  const path = findPath(segments);
  progress.path = path;
  if (path?.suffix) progress.format = path.suffix;
  if (!path) return refuse("unknown_resource", "There is no such resource. /api/lenos/openapi.json names them.");
  const verb = request.method === "HEAD" ? "GET" : request.method;
  const verbs: readonly string[] = PATHS[path.name];
  if (!verbs.includes(verb)) {
    return refuse("method_not_allowed", `This is called by ${verbs.join(" or ")}.`, {
      headers: { allow: verbs.join(", ") },
    });
  }
  if (settings.publicUrl.startsWith("https:") && !cameByHttps(request.headers, settings.TRUSTED_PROXIES)) {
    return refuse("bad_request", "Call this over HTTPS.");
  }
  const read = await readParameters(request);
  if (!read.ok) return read;
  progress.parameters = read.value;
  if (path.name === "openapi.json") return ok(asJson(openApi(settings.publicUrl)));
  const format = chooseFormat(path.suffix, read.value.get("format"), acceptOf(request, path.name));
  if (!format.ok) return format;
  progress.format = format.value;
  const parts = {
    ...{ parameters: read.value, verb, format: format.value, isCompressed: takesGzip(request), requestId, now },
    isHead: request.method === "HEAD",
    ifNoneMatch: request.headers.get("if-none-match"),
    idempotencyKey: keyOf(request),
    publicUrl: settings.publicUrl,
  };
  if (path.name === "Session.ics" && isOnePersons(read.value)) {
    return answerOwnCalendar(parts, (headers) => {
      progress.limits = headers;
    });
  }

  const admitted = await admit(
    {
      ...{ authorization: request.headers.get("authorization"), parameters: read.value, now },
      address: limitedAddress(request),
      callerAddress: exactAddress(request.headers.get("x-forwarded-for"), settings.TRUSTED_PROXIES),
    },
    known,
  );
  if (!admitted.ok) return admitted;
  const access = admitted.value;
  if (path.name === "Token" && known.carrier === "bearer") {
    return refuse("invalid_credentials", "A token is traded for user name and password, not for another token.");
  }
  const isBooking = path.name === "SessionRegistration";
  if (!hasScope(path.name, access)) {
    return refuse("scope_missing", `This credential has no scope "${isBooking ? "register" : "read"}".`);
  }
  const limited = await takeCall(access, isBooking);
  progress.limits = limited.headers;
  if (limited.refusal) return { ok: false, error: limited.refusal };
  const call: LenosCall = { ...parts, access };
  return isBooking ? answerBooking(call) : atMostFour(access.credentialId, () => answerRead(path.name, call));
}

async function answerRead(name: PathName, call: LenosCall): Promise<Result<LenosAnswer, LenosRefusal>> {
  switch (name) {
    case "Token":
      return ok(await answerToken(call));
    case "Event":
      return answerEvent(call);
    case "SessionAvailability":
      return answerAvailability(call);
    case "Session.ics":
      return answerCalendar(call);
    case "SessionRegistration":
    case "openapi.json":
      throw new Error(`${name} is no read`);
    default:
      return answerList(name, call);
  }
}

function hasScope(name: PathName, { mayRead, mayRegister }: LenosAccess): boolean {
  if (name === "Token" || name === "Event") return mayRead || mayRegister;
  return name === "SessionRegistration" ? mayRegister : mayRead;
}

/** A calendar is one whatever is accepted. */
function acceptOf(request: Request, name: PathName): string | null {
  return name === "Session.ics" ? null : request.headers.get("accept");
}

/** The draft of the header wants a quoted text; clients send it bare. */
function keyOf(request: Request): string | null {
  return (
    request.headers
      .get("idempotency-key")
      ?.trim()
      .replace(/^"(.*)"$/, "$1") || null
  );
}

function limitedAddress(request: Request): string {
  return clientAddress(request.headers.get("x-forwarded-for"), env().TRUSTED_PROXIES);
}

function takesGzip(request: Request): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/i.test(
    request.headers.get("accept-encoding") ?? "",
  );
}

function asJson(body: object): LenosAnswer {
  return { status: 200, body: { text: JSON.stringify(body), type: CONTENT_TYPES.json } };
}

function toAnswer({ code, message, retryAfterSeconds, headers }: LenosRefusal, progress: Progress): LenosAnswer {
  const { status, retryable } = LENOS_ERRORS[code];
  const error = { Code: code, Message: message, Retryable: retryable, RequestId: progress.requestId };
  return {
    status,
    body: { text: render({ Error: error }, progress.format) },
    headers: {
      "cache-control": "no-store",
      ...headers,
      ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    },
  };
}

/**
 * The whole body is there before the first byte leaves, and says how long it is (scripts/tell-length.ts); the server
 * compresses it where that is accepted.
 */
function respond(request: Request, { status, body, headers }: LenosAnswer, progress: Progress): Response {
  const all = new Headers({
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-request-id": progress.requestId,
    vary: "Accept, Accept-Encoding, Authorization",
    ...progress.limits,
    ...headers,
  });
  if (!body) return new Response(null, { status, headers: all });
  const bytes = new TextEncoder().encode(body.text);
  all.set("content-type", body.type ?? CONTENT_TYPES[progress.format]);
  all.set("x-whole-length", String(bytes.length));
  return new Response(request.method === "HEAD" ? null : bytes, { status, headers: all });
}
