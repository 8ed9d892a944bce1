import { z } from "zod";
import { db, transaction } from "@/lib/db/client";
import { SANDBOX_EVENT } from "@/lib/sandbox/indico/form";
import { paymentText } from "@/lib/sandbox/indico/payment-text";
import {
  checkinJson,
  checkinListedJson,
  eventJson,
  formJson,
  listedJson,
  registrantJson,
  type SandboxRow,
} from "@/lib/sandbox/indico/registration-json";
import { timetableJson } from "@/lib/sandbox/indico/timetable";
import { setCheckedIn, setPaid } from "@/lib/sandbox/indico/writes";

/** Tokens of the sandbox; they open nothing else, and the demo is on this machine only. */
export const SANDBOX_TOKENS = {
  all: "indp_sandbox_everything",
  registrants: "indp_sandbox_registrants",
  none: "indp_sandbox_no_scope",
  outsider: "indp_sandbox_outsider",
} as const;

export type SandboxRequest = {
  method: string;
  /** Below the sandbox's address, with a leading slash and as sent: a final slash counts. */
  path: string;
  headers: Headers;
  body: string;
};

export type SandboxReply = { status: number; body: unknown; contentType?: "text/html"; location?: string };

/** "export": that part of Indico refuses a narrow token in words of its own. */
type Scope = "registrants" | "everything" | "export";

/**
 * Answers as Indico 3.3.14 does, in the part of its contract that the portal uses; recorded answers are the measure.
 * An address that it does not have is 405, as Indico's.
 */
export async function answerAsIndico(request: SandboxRequest, now: Date): Promise<SandboxReply> {
  const route = ROUTES.flatMap(({ method, pattern, scope, answer }) => {
    const match = pattern.exec(request.path);
    return match && method === request.method ? [{ scope, answer, ids: match.slice(1).map(Number) }] : [];
  })[0];
  if (!route) return refuse(405, "Method Not Allowed", "The method is not allowed for the requested URL.");
  const refusal = authorise(request, route.scope);
  return refusal ?? (await route.answer(route.ids, request, now));
}

function authorise(request: SandboxRequest, scope: Scope): SandboxReply | null {
  const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) {
    if (request.method !== "GET") return refuse(400, "Bad Request", "There's a problem with your current session.");
    return request.headers.has("x-requested-with")
      ? DENIED
      : { status: 302, body: "", contentType: "text/html", location: "/login/" };
  }
  const scopes: Record<string, Scope[]> = {
    [SANDBOX_TOKENS.all]: ["registrants", "everything", "export"],
    [SANDBOX_TOKENS.registrants]: ["registrants"],
    [SANDBOX_TOKENS.none]: [],
    [SANDBOX_TOKENS.outsider]: ["registrants", "everything"],
  };
  const granted = scopes[token];
  if (!granted)
    return { status: 401, body: { error: "invalid_token", error_description: "The access token is invalid." } };
  if (scope === "export" && !granted.includes(scope))
    return refuse(400, "Bad Request", "OAuth error: insufficient_scope: The request requires higher privileges.");
  if (!granted.includes(scope))
    return { status: 403, body: { error: "insufficient_scope", error_description: "The request requires more." } };
  return token === SANDBOX_TOKENS.outsider ? DENIED : null;
}

const refuse = (status: number, title: string, message: string): SandboxReply => ({
  status,
  body: { error: { error_uuid: null, message, title } },
});
const DENIED = refuse(403, "Access Denied", "You are not allowed to access this page.");
const NOT_FOUND = refuse(404, "Not Found", "The page you are looking for doesn't exist.");
const NO_CHECK_IN = refuse(400, "Bad Request", "This registration cannot be marked as checked-in");
const DATABASE_ERROR = refuse(500, "Something went wrong", "There was a database error while processing your request.");
const success = (body: unknown): SandboxReply => ({ status: 200, body });

type Answer = (ids: number[], request: SandboxRequest, now: Date) => Promise<SandboxReply>;
type Route = { method: string; pattern: RegExp; scope: Scope; answer: Answer };

const REGISTRANT = /^\/api\/events\/(\d+)\/registrants\/(\d+)$/;
const CHECKIN_REGISTRATION = /^\/api\/checkin\/event\/(\d+)\/forms\/(\d+)\/registrations\/(\d+)$/;

const CHECKIN_TICKET = /^\/api\/checkin\/ticket\/([0-9a-f-]{36})$/;

const ROUTES: Route[] = [
  { method: "GET", pattern: /^\/export\/timetable\/(\d+)\.json$/, scope: "export", answer: getTimetable },
  { method: "GET", pattern: REGISTRANT, scope: "registrants", answer: getRegistrant },
  { method: "PATCH", pattern: REGISTRANT, scope: "registrants", answer: patchRegistrant },
  { method: "GET", pattern: /^\/api\/events\/(\d+)\/registrants$/, scope: "registrants", answer: listRegistrants },
  { method: "GET", pattern: /^\/api\/checkin\/event\/(\d+)\/$/, scope: "registrants", answer: getEvent },
  { method: "GET", pattern: /^\/api\/checkin\/event\/(\d+)\/forms\/$/, scope: "registrants", answer: listForms },
  {
    method: "GET",
    pattern: /^\/api\/checkin\/event\/(\d+)\/forms\/(\d+)\/registrations\/$/,
    scope: "registrants",
    answer: listCheckin,
  },
  { method: "GET", pattern: CHECKIN_TICKET, scope: "registrants", answer: getByTicket },
  { method: "GET", pattern: CHECKIN_REGISTRATION, scope: "registrants", answer: getCheckin },
  { method: "PATCH", pattern: CHECKIN_REGISTRATION, scope: "registrants", answer: patchCheckin },
  {
    method: "POST",
    pattern: /^\/event\/(\d+)\/manage\/registration\/(\d+)\/registrations\/(\d+)\/toggle-payment$/,
    scope: "everything",
    answer: togglePayment,
  },
  {
    method: "GET",
    pattern: /^\/event\/(\d+)\/manage\/registration\/(\d+)\/edit$/,
    scope: "everything",
    answer: getFormEditor,
  },
  {
    method: "GET",
    pattern: /^\/event\/(\d+)\/manage\/payments\/method\/manual$/,
    scope: "everything",
    answer: getPaymentMethod,
  },
];

async function getRegistrant([eventId = 0, id = 0]: number[]): Promise<SandboxReply> {
  const row = await findRow({ eventId, id });
  return row ? success(registrantJson(row)) : NOT_FOUND;
}

const RegistrantPatch = z.strictObject({ checked_in: z.boolean() });

async function patchRegistrant([eventId = 0, id = 0]: number[], request: SandboxRequest, now: Date) {
  const row = await findRow({ eventId, id });
  if (!row) return NOT_FOUND;
  const change = RegistrantPatch.safeParse(jsonOf(request));
  if (!change.success) return refuse(400, "Bad Request", "Invalid fields");
  if (row.state !== "complete" && row.state !== "unpaid") return NO_CHECK_IN;
  const changed = await transaction((tx) => setCheckedIn(tx, id, change.data.checked_in, now));
  return success(registrantJson(changed));
}

async function listRegistrants([eventId = 0]: number[]): Promise<SandboxReply> {
  if (eventId !== SANDBOX_EVENT.id) return NOT_FOUND;
  const rows = await (await db()).sandboxRegistration.findMany({
    where: { isDeleted: false, state: { notIn: ["withdrawn", "rejected"] }, form: { eventId } },
    include: { form: true },
  });
  return success({ registrants: rows.map(listedJson) });
}

async function getEvent([eventId]: number[]): Promise<SandboxReply> {
  return eventId === SANDBOX_EVENT.id ? success(eventJson()) : NOT_FOUND;
}

async function getTimetable([eventId]: number[]): Promise<SandboxReply> {
  // Of an event that is not there it says nothing, and nothing else.
  return success(eventId === SANDBOX_EVENT.id ? await timetableJson() : { count: 0, results: {} });
}

async function listForms([eventId = 0]: number[]): Promise<SandboxReply> {
  if (eventId !== SANDBOX_EVENT.id) return NOT_FOUND;
  const forms = await (await db()).sandboxForm.findMany({ where: { eventId }, orderBy: { id: "asc" } });
  return success(forms.map(formJson));
}

async function listCheckin([eventId = 0, formId = 0]: number[]): Promise<SandboxReply> {
  const form = await findForm(eventId, formId);
  if (!form) return NOT_FOUND;
  const rows = await (await db()).sandboxRegistration.findMany({
    where: { formId, isDeleted: false },
    include: { form: true },
  });
  return success(rows.map(checkinListedJson));
}

async function getCheckin([eventId = 0, formId = 0, id = 0]: number[]): Promise<SandboxReply> {
  const row = await findRow({ eventId, formId, id });
  return row ? success(checkinJson(row)) : NOT_FOUND;
}

async function getByTicket(_: number[], request: SandboxRequest): Promise<SandboxReply> {
  const ticketUuid = CHECKIN_TICKET.exec(request.path)?.[1] ?? "";
  const row = await (await db()).sandboxRegistration.findFirst({
    where: { ticketUuid, isDeleted: false },
    include: { form: true },
  });
  return row ? success(checkinJson(row)) : NOT_FOUND;
}

const CheckinPatch = z.object({ checked_in: z.boolean().optional(), paid: z.boolean().optional() });

/** Unknown keys are ignored, and so is `paid` at price 0; no state is looked at. */
async function patchCheckin([eventId = 0, formId = 0, id = 0]: number[], request: SandboxRequest, now: Date) {
  const row = await findRow({ eventId, formId, id });
  if (!row) return NOT_FOUND;
  const change = CheckinPatch.safeParse(jsonOf(request));
  if (!change.success) return refuse(422, "Unprocessable Entity", "Invalid data");
  const { checked_in, paid } = change.data;
  const changed = await transaction(async (tx) => {
    const afterPayment = paid === undefined || row.priceMinor === 0 ? row : await setPaid(tx, id, paid, now);
    return checked_in === undefined ? afterPayment : setCheckedIn(tx, id, checked_in, now);
  });
  return success(checkinJson(changed));
}

/** Anything but the exact form value `1` takes a payment back. */
async function togglePayment([eventId = 0, formId = 0, id = 0]: number[], request: SandboxRequest, now: Date) {
  const row = await findRow({ eventId, formId, id });
  if (!row) return NOT_FOUND;
  const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
  const paid = Boolean(isForm) && new URLSearchParams(request.body).get("pay") === "1";
  if (row.priceMinor === 0 && paid !== row.isPaid) return DATABASE_ERROR;
  await transaction((tx) => setPaid(tx, id, paid, now));
  return success({ success: true, html: "", flashed_messages: "" });
}

async function getFormEditor([eventId = 0, formId = 0]: number[]): Promise<SandboxReply> {
  const form = await findForm(eventId, formId);
  if (!form) return NOT_FOUND;
  const price = (form.basePriceMinor / 100).toFixed(2);
  const html = `<input id="base_price" max="999999.99" min="0" name="base_price" step="0.01" type="number" value="${price}">`;
  return { status: 200, body: html, contentType: "text/html" };
}

async function getPaymentMethod([eventId]: number[]): Promise<SandboxReply> {
  if (eventId !== SANDBOX_EVENT.id) return NOT_FOUND;
  const text = paymentText().replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const html =
    '<input type="checkbox" value="y" checked id="payment-enabled" name="payment-enabled">' +
    `<textarea id="payment-details" name="payment-details">\r\n${text}</textarea>`;
  return success({ html, js: null });
}

async function findRow(where: { eventId: number; formId?: number; id: number }): Promise<SandboxRow | null> {
  const { eventId, formId, id } = where;
  return (await db()).sandboxRegistration.findFirst({
    where: { id, isDeleted: false, form: { eventId, ...(formId === undefined ? {} : { id: formId }) } },
    include: { form: true },
  });
}

async function findForm(eventId: number, id: number) {
  return (await db()).sandboxForm.findFirst({ where: { id, eventId } });
}

function jsonOf(request: SandboxRequest): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    return undefined;
  }
}
