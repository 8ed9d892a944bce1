import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { type AdmittedCall, type AskedCall, admitCall, type Known } from "@/lib/convio/admit-call";
import { group, leaf } from "@/lib/convio/answer-tree";
import {
  type ConvioCredential,
  callLimit,
  isServer,
  loadConvioCredentials,
  takeCallToken,
} from "@/lib/convio/credentials";
import { CONVIO_ERRORS, type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { eventLookup } from "@/lib/convio/find-event";
import {
  type CallNotes,
  type ConvioAnswer,
  type Parameters,
  SERVLETS,
  type Servlet,
  type SessionChange,
} from "@/lib/convio/method";
import { noteCall } from "@/lib/convio/note-call";
import { readBoolean, readParameters, readQuery } from "@/lib/convio/parameters";
import { isAllowedHost, redirectTarget } from "@/lib/convio/redirects";
import { type AnswerFormat, CONTENT_TYPES, renderAnswer } from "@/lib/convio/render-answer";
import { SESSION_MINUTES } from "@/lib/convio/sessions";
import { env } from "@/lib/env";
import { cameByHttps, clientAddress, exactAddress } from "@/lib/http/client-address";
import { giveBackToken, takeToken } from "@/lib/limits/take-token";
import { log } from "@/lib/log/log";
import { err, type Result } from "@/lib/result";
import { unseal } from "@/lib/secrets/seal";

/** Where a servlet was asked: its segment of the path, and the organisation before it, if any. */
export type ServletAddress = { readonly organisation: string | null; readonly segment: string };

/**
 * One answer of the Convio dialect (docs/convio.md), whatever was sent. Of the request's cookies only the dialect's own
 * `JSESSIONID` is looked at.
 */
export async function answerConvio(request: Request, address: ServletAddress, now: Date): Promise<Response> {
  const servlet = findServlet(address);
  if (!servlet) return new Response("There is no such servlet here.\n", { status: 404, headers: NOT_FOUND_HEADERS });
  if (request.method === "OPTIONS") return answerPreflight(request, servlet);
  const begun = performance.now();
  const settings = env();
  const forwarded = request.headers.get("x-forwarded-for");
  const limited = clientAddress(forwarded, settings.TRUSTED_PROXIES);
  const base = { servlet, verb: request.method, address: limited, now };
  const { token, credentials } = await takeCallToken(servlet, limited);
  if (token === "refused") {
    const parameters = readQuery(new URL(request.url).search);
    return respond(request, { ...base, parameters }, TOO_OFTEN, { credentials, key: null }, address);
  }
  const read = await readParameters(request);
  const parameters = read.ok ? read.value : readQuery(new URL(request.url).search);
  const asked: AskedCall = {
    ...base,
    parameters,
    sessionCookie: readCookie(request.headers.get("cookie"), "JSESSIONID"),
    callerAddress: exactAddress(forwarded, settings.TRUSTED_PROXIES),
    isHttps: cameByHttps(request.headers, settings.TRUSTED_PROXIES),
    isDemo: settings.isDemo,
  };
  const known: Known = { credentials, key: null, account: null, method: null };
  const notes: CallNotes = { conferenceId: null, unknownElements: [] };
  const outcome = await runAsked(
    asked,
    read.ok ? null : read.error,
    known,
    notes,
    siteUrl(settings.publicUrl, address),
  );
  const isKnown = isServer(servlet) ? known.account !== null : known.key !== null;
  if (known.account) await giveBackToken(callLimit(servlet), limited);
  if (!isKnown && !(await mayNoteStranger(limited))) return respond(request, asked, outcome, known, address);
  await noteCall(
    {
      at: now,
      servlet,
      method: known.method?.name ?? "",
      verb: request.method,
      format: formatOf(parameters),
      address: limited,
      credentialId: known.account?.id ?? known.key?.id ?? null,
      code: outcome.ok ? 0 : outcome.error.code,
      durationMs: Math.round(performance.now() - begun),
      isTry: false,
    },
    notes,
  );
  return respond(request, asked, outcome, known, address);
}

/** Who has no key or account fills no table: so many of their calls are noted, and no more. */
async function mayNoteStranger(address: string): Promise<boolean> {
  if ((await takeToken("convioNotedByAddress", address)) === "refused") return false;
  return (await takeToken("convioNoted", "all")) === "given";
}

type Outcome = Result<ConvioAnswer, ConvioRefusal>;

const TOO_OFTEN: Outcome = refuse(4, "Too many calls from this address. Wait a minute.");
const NOT_FOUND_HEADERS = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

/** Everything from the first semicolon on is the clients' routing, and not ours. */
function findServlet({ organisation, segment }: ServletAddress): Servlet | null {
  if (organisation !== null && organisation !== env().CONVIO_ORGANISATION) return null;
  const name = segment.split(/;|%3B/i, 1)[0] ?? "";
  return SERVLETS.find((servlet) => servlet === name) ?? null;
}

function siteUrl(publicUrl: string, { organisation }: ServletAddress): string {
  return organisation === null ? `${publicUrl}/site` : `${publicUrl}/${organisation}/site`;
}

async function runAsked(
  asked: AskedCall,
  unreadable: ConvioRefusal | null,
  known: Known,
  notes: CallNotes,
  site: string,
): Promise<Outcome> {
  try {
    const admitted = await admitCall(asked, known);
    // The key may have been in the body that cannot be read.
    if (unreadable && (known.key || !asked.parameters.has("api_key"))) return err(unreadable);
    if (!admitted.ok) return admitted;
    const actor: Actor = { kind: "credential", id: String(admitted.value.caller.credentialId) };
    return await runAdmitted(admitted.value, actor, asked, notes, site);
  } catch (error) {
    log.error({ error }, "a call of the Convio dialect could not be let in");
    return refuse(1);
  }
}

/** Runs a method for somebody who was let in. An exception is code 1, and nothing of it is told. */
export async function runAdmitted(
  { method, caller, session, tiedTo }: AdmittedCall,
  actor: Actor,
  { parameters, address, now }: Pick<AskedCall, "parameters" | "address" | "now">,
  notes: CallNotes,
  site: string,
): Promise<Outcome> {
  const events = eventLookup(tiedTo, ({ id }) => {
    notes.conferenceId = id;
  });
  try {
    return await method.run({ parameters, caller, actor, events, now, address, session, siteUrl: site, notes });
  } catch (error) {
    log.error({ error }, "a call of the Convio dialect failed");
    return refuse(1);
  }
}

export function formatOf(parameters: Parameters): AnswerFormat {
  return parameters.get("response_format") === "json" ? "json" : "xml";
}

/** What an answer says, in the format that was asked for. */
export function sayOutcome(outcome: Outcome, format: AnswerFormat): string {
  return renderAnswer(outcome.ok ? outcome.value.root : errorTree(outcome.error), format);
}

function errorTree({ code, message }: ConvioRefusal) {
  return group("errorResponse", [leaf("code", code), leaf("message", message)]);
}

function respond(
  request: Request,
  { servlet, parameters, now }: Pick<AskedCall, "servlet" | "parameters" | "now">,
  outcome: Outcome,
  known: Pick<Known, "credentials" | "key">,
  address: ServletAddress = { organisation: null, segment: servlet },
): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (!isServer(servlet))
    allowOrigin(headers, request.headers.get("origin"), known.key ? [known.key] : known.credentials);
  if (outcome.ok && outcome.value.session) headers.append("set-cookie", cookieOf(outcome.value.session, address));
  const target = isServer(servlet) || !known.key ? null : redirectOf(parameters, outcome, known.key, now);
  if (target) {
    headers.set("location", target);
    return new Response(null, { status: 302, headers });
  }
  const format = formatOf(parameters);
  headers.set("content-type", CONTENT_TYPES[format]);
  const isSuppressed = isSet(readBoolean(parameters, "suppress_response_codes"));
  const status = outcome.ok || isSuppressed ? 200 : CONVIO_ERRORS[outcome.error.code].status;
  const text = sayOutcome(outcome, format);
  // Said beforehand, so that the server compresses no answer of a few words.
  headers.set("content-length", String(Buffer.byteLength(text)));
  return new Response(text, { status, headers });
}

function redirectOf(parameters: Parameters, outcome: Outcome, key: ConvioCredential, now: Date): string | null {
  return redirectTarget(parameters, outcome.ok ? null : outcome.error, {
    allowedHosts: key.allowedHosts,
    secret: key.signingSealed === null ? null : unseal(key.signingSealed, "convio-signing"),
    isSigned: isSet(readBoolean(parameters, "sign_redirects")),
    now,
  });
}

/** A flag that cannot be read was answered by its refusal; until then it counts as not set. */
function isSet(flag: Result<boolean, ConvioRefusal>): boolean {
  return flag.ok && flag.value;
}

/** Which key a preflight belongs to is not known yet: any key's hosts may ask. */
async function answerPreflight(request: Request, servlet: Servlet): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store", allow: "GET, POST, OPTIONS" });
  if (!isServer(servlet)) {
    allowOrigin(headers, request.headers.get("origin"), await loadConvioCredentials());
    headers.set("access-control-allow-methods", "GET, POST");
    headers.set("access-control-allow-headers", "Content-Type, X-Requested-With");
  }
  return new Response(null, { status: 204, headers });
}

function allowOrigin(headers: Headers, origin: string | null, keys: readonly ConvioCredential[]): void {
  headers.set("vary", "Origin");
  const hosts = keys.flatMap(({ allowedHosts }) => allowedHosts);
  if (!origin || !isAllowedHost(origin, hosts)) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-allow-credentials", "true");
}

/** Sent to the servlets alone: no page ever sees it. */
function cookieOf(change: SessionChange, { organisation }: ServletAddress): string {
  const path = organisation === null ? "/site" : `/${organisation}/site`;
  const [value, age] = change === "end" ? ["", 0] : [change.set, SESSION_MINUTES * 60];
  return `JSESSIONID=${value}; Path=${path}; Max-Age=${age}; SameSite=None; Secure; HttpOnly`;
}

function readCookie(header: string | null, name: string): string | null {
  const parts = (header ?? "").split(";").map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) || null;
}
