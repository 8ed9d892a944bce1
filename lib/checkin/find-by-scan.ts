import "server-only";
import { db } from "@/lib/db/client";
import { startDeadline } from "@/lib/indico/deadline";
import { hashTicketSecret } from "@/lib/indico/read-registrant";
import { isTicketOf, readTicket } from "@/lib/indico/read-ticket";
import type { IndicoFailure } from "@/lib/indico/site";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { countFailure, waitAfterFailures } from "@/lib/limits/count-failures";
import { err, ok, type Result } from "@/lib/result";
import { type IndicoTicket, isSameIndico, type NoTicket, readScan } from "./read-scan";

/** What a door needs to know of its conference. */
export type DoorConference = {
  readonly id: number;
  readonly indicoUrl: string | null;
  readonly indicoEventId: number | null;
  readonly indicoFormId: number | null;
};

/**
 * Why a code leads to nobody here. "unknown": a code of ours that nobody has; "not-valid": Indico never made this
 * ticket; "other-form": of another form of the same event; "not-here-yet": a good ticket of Indico whose owner has not
 * come to the portal; "indico-silent": it cannot be told now; "too-many": too many such codes in a row.
 */
export type Unknown =
  | NoTicket
  | "unknown"
  | "other-conference"
  | "other-indico"
  | "other-event"
  | "other-form"
  | "not-valid"
  | "not-here-yet"
  | "indico-silent"
  | "too-many";

/** A door waits no longer for Indico; the person can be found by name. */
const DOOR_WAITS_MS = 4_000;

/**
 * The registration that a code at the door belongs to. What Indico's own tickets say is believed only where the
 * ticket's secret is the registration's: ids can be guessed. A secret that was not read yet is asked of Indico, once.
 * @param who counts unknown codes: the staff member's id
 */
export async function findByScan(
  conference: DoorConference,
  raw: string,
  who: string,
): Promise<Result<{ id: number; isCompanion: boolean }, Unknown>> {
  const scan = readScan(raw);
  if (!scan.ok) return scan;
  if (scan.value.kind === "indico") return findByTicket(conference, scan.value, who);
  const client = await db();
  if ("publicId" in scan.value) {
    const found = await client.registration.findUnique({
      where: { publicId: scan.value.publicId },
      select: { id: true, conferenceId: true },
    });
    if (!found) return err("unknown");
    return found.conferenceId === conference.id ? ok({ id: found.id, isCompanion: false }) : err("other-conference");
  }
  const [first, second] = await client.registration.findMany({
    where: { conferenceId: conference.id, publicId: { startsWith: scan.value.publicIdStart } },
    take: 2,
    select: { id: true },
  });
  return first && !second ? ok({ id: first.id, isCompanion: false }) : err("unknown");
}

async function findByTicket(
  conference: DoorConference,
  ticket: IndicoTicket,
  who: string,
): Promise<Result<{ id: number; isCompanion: boolean }, Unknown>> {
  if (!conference.indicoUrl || !isSameIndico(ticket.serverUrl, conference.indicoUrl)) return err("other-indico");
  if (ticket.eventId !== null && ticket.eventId !== conference.indicoEventId) return err("other-event");
  const client = await db();
  const indicoTicketHash = hashTicketSecret(ticket.secret);
  const named = ticket.registrationDbId === null ? {} : { indicoDbId: ticket.registrationDbId };
  const known = await client.registration.findFirst({
    where: { conferenceId: conference.id, indicoTicketHash, ...named },
    select: { id: true },
  });
  const { isCompanion } = ticket;
  if (known) return ok({ id: known.id, isCompanion });
  if ((await waitAfterFailures("scanByStaff", who)) > 0) return err("too-many");
  await countFailure("scanByStaff", who);
  const asked = await askIndico(conference, ticket);
  if (!asked.ok) return asked;
  const where = { conferenceId: conference.id, indicoDbId: asked.value };
  const registration = await client.registration.findFirst({ where, select: { id: true } });
  if (!registration) return err("not-here-yet");
  await client.registration.updateMany({ where: { id: registration.id }, data: { indicoTicketHash } });
  return ok({ id: registration.id, isCompanion });
}

/** @returns Indico's id of the registration whose ticket this is */
async function askIndico(conference: DoorConference, ticket: IndicoTicket): Promise<Result<number, Unknown>> {
  const leftMs = startDeadline(DOOR_WAITS_MS);
  const indico = await indicoOf(conference.id);
  if (!indico) return err("indico-silent");
  if (ticket.registrationDbId !== null) {
    const codes = { eventId: indico.eventId, registrationDbId: ticket.registrationDbId };
    const answer = await isTicketOf(indico.site, codes, ticket.secret, { timeoutMs: leftMs() });
    if (!answer.ok) return err(whyNot(answer.error));
    return answer.value ? ok(ticket.registrationDbId) : err("not-valid");
  }
  const found = await readTicket(indico.site, ticket.secret, { timeoutMs: leftMs() });
  if (!found.ok) return err(found.error === "forbidden" ? "other-event" : whyNot(found.error));
  if (found.value.eventId !== indico.eventId) return err("other-event");
  return found.value.formId === indico.formId ? ok(found.value.registrationDbId) : err("other-form");
}

/** An Indico without tickets of this kind ("not-supported") has not made this one. */
function whyNot(failure: IndicoFailure): Unknown {
  return failure === "not-found" || failure === "not-supported" ? "not-valid" : "indico-silent";
}
