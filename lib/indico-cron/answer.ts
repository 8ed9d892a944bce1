import "server-only";
import { createHash } from "node:crypto";
import { stringify } from "csv-stringify/sync";
import { type CredentialRefusal, checkCredential } from "@/lib/credentials/check-credential";
import { isSameTag } from "@/lib/http/entity-tag";
import { type ListRefusal, listPayments, PAYMENT_FIELDS, type PaymentList } from "@/lib/indico-cron/list-payments";
import { err, ok, type Result } from "@/lib/result";

/** The parts of the request that matter: the rest, cookies above all, is not looked at. */
export type CronRequest = {
  /** As it stands in the path. */
  eventId: string;
  query: URLSearchParams;
  authorization: string | null;
  ifNoneMatch: string | null;
  /** Of the client, for the limits. */
  address: string;
};

export type CronAnswer = { status: number; headers: Record<string, string>; body: string | null };

type Format = "json" | "csv";
type Asked = { eventId: number; since: string | null; format: Format; limit: number };
type Refusal = ListRefusal | "bad-format" | "bad-limit" | "bad-event" | "invalid-credentials";

const DEFAULT_ROWS = 500;
const MOST_ROWS = 2_000;
const CONTENT_TYPES: Record<Format, string> = {
  json: "application/json",
  csv: "text/csv; charset=utf-8; header=present",
};

const REFUSALS: Record<Refusal, { status: number; message: string }> = {
  "invalid-credentials": {
    status: 401,
    message: "Send Authorization: Bearer <secret>, or Basic with the credential's name and secret.",
  },
  "event-not-allowed": {
    status: 403,
    message: "This credential's Indico has no such event here. Check the number and the credential.",
  },
  "bad-event": { status: 400, message: "The event in the path is Indico's number of the event: 101." },
  "bad-cursor": { status: 400, message: "since is what an earlier answer called next; leave it out for everything." },
  "bad-format": { status: 400, message: "format is json or csv." },
  "bad-limit": { status: 400, message: `limit is a number from 1 to ${MOST_ROWS}.` },
  "resync-required": { status: 410, message: "This since is from before a restore. Begin again without since." },
};

/**
 * One answer of `GET /api/indico/events/{id}/payments` (docs/indico-cron.md). Complete or an error, never a shorter
 * list. The entity tag is strong: equal tags are equal bytes.
 */
export async function answerCron(request: CronRequest): Promise<CronAnswer> {
  const checked = await checkCredential("indico_cron", request.authorization, request.address);
  if (!checked.ok) return refuseAccess(checked.error);
  const asked = readQuestion(request);
  if (!asked.ok) return refuse(asked.error);
  const { eventId, format, ...page } = asked.value;
  const list = await listPayments(checked.value, eventId, page);
  if (!list.ok) return refuse(list.error);

  const body = format === "csv" ? toCsv(list.value) : JSON.stringify(list.value);
  const tag = `"${createHash("sha256").update(`${format}\n${list.value.next}\n${body}`).digest("base64url")}"`;
  const headers = {
    etag: tag,
    "x-next": list.value.next,
    "cache-control": "private, no-cache",
    vary: "Authorization",
  };
  if (isSameTag(request.ifNoneMatch, tag)) return { status: 304, headers, body: null };
  return { status: 200, headers: { ...headers, "content-type": CONTENT_TYPES[format] }, body };
}

function readQuestion({ eventId, query }: CronRequest): Result<Asked, Refusal> {
  if (!/^\d{1,9}$/.test(eventId)) return err("bad-event");
  const format = query.get("format") ?? "json";
  if (format !== "json" && format !== "csv") return err("bad-format");
  const limitText = query.get("limit") ?? String(DEFAULT_ROWS);
  const limit = /^\d{1,4}$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > MOST_ROWS) return err("bad-limit");
  return ok({ eventId: Number(eventId), format, limit, since: query.get("since") || null });
}

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front. */
function toCsv({ registrations }: PaymentList): string {
  return stringify(registrations, {
    header: true,
    columns: [...PAYMENT_FIELDS],
    cast: { boolean: String },
    escape_formulas: true,
    record_delimiter: "windows",
  });
}

function refuseAccess(refusal: CredentialRefusal): CronAnswer {
  if (refusal.code === "wrong") {
    const answer = refuse("invalid-credentials");
    return { ...answer, headers: { ...answer.headers, "www-authenticate": 'Basic realm="Foyer", charset="UTF-8"' } };
  }
  return {
    status: 429,
    headers: { ...ERROR_HEADERS, "retry-after": String(refusal.seconds) },
    body: errorBody("too-many-failures", `Too many wrong credentials. Wait ${refusal.seconds} seconds.`),
  };
}

const ERROR_HEADERS = { "content-type": "application/json", "cache-control": "no-store" };

function refuse(code: Refusal): CronAnswer {
  const { status, message } = REFUSALS[code];
  return { status, headers: ERROR_HEADERS, body: errorBody(code, message) };
}

function errorBody(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } });
}
