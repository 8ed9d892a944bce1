import "server-only";
import { type BookingAnswer, type BookingRequest, bookSession } from "@/lib/bookings/book-session";
import type { LenosAnswer, LenosCall } from "@/lib/lenos/answer";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { type Booker, findBooker, findSessionId } from "@/lib/lenos/find-booker";
import { refuseUnpublished } from "@/lib/lenos/load-list";
import { readHead } from "@/lib/lenos/read-rows";
import { render } from "@/lib/lenos/render";
import { claimKey, settleKey } from "@/lib/lenos/request-keys";
import { sayBooking } from "@/lib/lenos/say-booking";
import type { ShownRow } from "@/lib/lenos/show-row";
import { log } from "@/lib/log/log";
import { ok, type Result } from "@/lib/result";

type Action = BookingRequest["action"];
type Asked = {
  personId: string;
  sessionId: string;
  action: Action;
  joinWaitingList: boolean;
  language: string | null;
  key: string | null;
};

/**
 * The two-way call: books, gives back or looks. What the core decides is an answer of 200, allowed or not; only a call
 * that could not be decided is an error. A repetition with the same key gets the first answer, with the state as it is
 * now.
 */
export async function answerBooking(call: LenosCall): Promise<Result<LenosAnswer, LenosRefusal>> {
  const read = readAsked(call);
  if (!read.ok) return read;
  const asked = read.value;
  const head = await readHead(call.access.conferenceId, []);
  if (!head?.isPublished) return refuseUnpublished();
  const booker = await findBooker(call.access, asked.personId);
  const sessionId = booker && (await findSessionId(call.access.conferenceId, asked.sessionId));
  const decide = async (action: Action): Promise<BookingAnswer> => {
    if (!booker) return { ...UNKNOWN, reason: "person_not_found" };
    if (sessionId === null) return { ...UNKNOWN, reason: "session_not_found" };
    return bookSession(requestOf(call, asked, booker, sessionId, action), call.now);
  };
  if (asked.action === "check" || asked.key === null) {
    return ok(say(call, asked, tellBooking(call, asked, booker, await decide(asked.action))));
  }
  const claimed = await claimKey(call.access.credentialId, asked.key, requestText(asked), call.now);
  if (!claimed.ok) return claimed;
  if ("answer" in claimed.value) {
    const current = await decide("check");
    // Whom the app may see no longer, of them it is told nothing again.
    const answer = booker ? claimed.value.answer : tellBooking(call, asked, booker, current);
    return ok(say(call, asked, { ...answer, Replayed: true, Status: current.status }));
  }
  const { id } = claimed.value;
  let decided: BookingAnswer;
  try {
    decided = await decide(asked.action);
  } catch (error) {
    await settleKey(id, null);
    throw error;
  }
  const answer = tellBooking(call, asked, booker, decided);
  await keepAnswer(id, answer, call.requestId);
  return ok(say(call, asked, answer));
}

/** What was booked is booked, whether or not its answer can be kept: a repetition is then a call of its own. */
async function keepAnswer(id: number, answer: ShownRow, requestId: string): Promise<void> {
  try {
    await settleKey(id, answer);
  } catch (error) {
    log.error({ error, requestId }, "the answer to a booking by an app could not be kept");
  }
}

function readAsked({ parameters, verb, idempotencyKey }: LenosCall): Result<Asked, LenosRefusal> {
  const of = (...names: string[]) => names.map((name) => parameters.get(name)).find((value) => value !== undefined);
  const personId = of("PersonId", "fp_ext_id", "fp_owner");
  const sessionId = of("SessionId", "parent_doc_id");
  const wanted = (of("Action") ?? "register").toLowerCase();
  const join = (of("JoinWaitingList") ?? "true").toLowerCase();
  const language = of("Language") ?? null;
  const key = idempotencyKey ?? of("RequestId") ?? null;
  if (!personId) return refuse("bad_request", "PersonId is missing.");
  if (!sessionId) return refuse("bad_request", "SessionId is missing.");
  const action = (["register", "unregister", "check"] as const).find((one) => one === wanted);
  if (!action) return refuse("bad_request", "Action is register, unregister or check.");
  if (!["true", "false", "1", "0"].includes(join)) return refuse("bad_request", "JoinWaitingList is true or false.");
  const joinWaitingList = join === "true" || join === "1";
  return ok({ personId, sessionId, action: verb === "POST" ? action : "check", joinWaitingList, language, key });
}

/** What a key may not be used twice for. */
function requestText({ personId, sessionId, action, joinWaitingList }: Asked): string {
  return JSON.stringify([personId, sessionId, action, joinWaitingList]);
}

function requestOf(
  { access }: LenosCall,
  { joinWaitingList }: Asked,
  { registrationId }: Booker,
  sessionId: number,
  action: Action,
): BookingRequest {
  const actor = { kind: "credential", id: String(access.credentialId) } as const;
  const { conferenceId } = access;
  return { conferenceId, registrationId, sessionId, action, joinWaitingList, source: "app", actor };
}

const UNKNOWN: Omit<BookingAnswer, "reason"> = {
  ...{ allowed: false, result: "refused", status: "unregistered", already: false, position: null, seatsLeft: null },
  ...{ conflicts: [], changeSequence: null, modifiedAt: null },
};

function tellBooking(
  { publicUrl, requestId }: LenosCall,
  { personId, sessionId, action, language, key }: Asked,
  booker: Booker | null,
  answer: BookingAnswer,
): ShownRow {
  const { reason, changeSequence, modifiedAt } = answer;
  const isKnown = booker !== null && reason !== "session_not_found" && reason !== "person_not_found";
  const languages = [language, booker?.locale].filter((one) => typeof one === "string");
  const isOnPage = booker !== null && (reason === "payment_required" || reason === "portal_only");
  return {
    ...{ Allowed: answer.allowed, Result: answer.result, ReasonCode: reason },
    Message: sayBooking(answer, action, booker?.status === "Pending", languages),
    ...{ PersonId: plainId(personId), SessionId: plainId(sessionId) },
    RegistrationId: isKnown ? `${booker.publicId}.${sessionId}` : null,
    ...{ Status: answer.status, Already: answer.already },
    ...{ WaitingListPosition: answer.position, SeatsLeft: answer.seatsLeft },
    ConflictsWith: answer.conflicts.map(({ publicId, title }) => ({ SessionId: publicId, Title: title })),
    PaymentUrl: isOnPage ? `${publicUrl}/r/${booker.publicId}` : null,
    ChangeSequence: changeSequence === null ? null : Number(changeSequence),
    utcModifiedDate: modifiedAt?.toISOString() ?? null,
    ...{ RequestId: plainId(key ?? requestId), Replayed: false },
  };
}

const LONGEST_ID = 64;

/** An id as ids are: what else somebody sends is not sent back. */
function plainId(text: string): string {
  return text.replace(/[^\w.:-]/g, "").slice(0, LONGEST_ID);
}

function say({ access, format }: LenosCall, { action }: Asked, answer: ShownRow): LenosAnswer {
  const status = access.refusesAs409 && answer.Allowed === false ? 409 : 200;
  const code = String(answer.ReasonCode ?? (answer.Result === "waitlisted" ? "waitlisted" : ""));
  return { status, body: { text: render(answer, format) }, notes: { mode: action, code } };
}
