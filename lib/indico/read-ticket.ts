import { z } from "zod";
import { hashTicketSecret, readRegistrant } from "@/lib/indico/read-registrant";
import type { IndicoCodes } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

const TicketReply = z.object({ id: z.int(), event_id: z.int(), regform_id: z.int(), checkin_secret: z.guid() });

/**
 * GET /api/checkin/ticket/UUID: the registration that a ticket belongs to, scope `registrants`; Indico 3.3 and later.
 * "not-found" is a ticket that this Indico never made; "forbidden" may be one of an event that the token's user does
 * not manage. Source: CONTRACT sections 3 and 9.
 */
export async function readTicket(
  site: IndicoSite,
  uuid: string,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<IndicoCodes, IndicoFailure>> {
  const reply = await site.callJson(
    { path: `/api/checkin/ticket/${encodeURIComponent(uuid)}`, timeoutMs },
    TicketReply,
  );
  if (!reply.ok) return reply;
  const { id, event_id, regform_id, checkin_secret } = reply.value;
  if (hashTicketSecret(checkin_secret) !== hashTicketSecret(uuid)) return err("unexpected-reply");
  return ok({ registrationDbId: id, eventId: event_id, formId: regform_id });
}

/**
 * Whether a registration's ticket has this uuid, as Indico 3.2's own check-in compares it: by the registration's
 * secret, since ids can be guessed.
 */
export async function isTicketOf(
  site: IndicoSite,
  codes: Pick<IndicoCodes, "eventId" | "registrationDbId">,
  uuid: string,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<boolean, IndicoFailure>> {
  const registrant = await readRegistrant(site, codes, { timeoutMs });
  return registrant.ok ? ok(registrant.value.ticketHash === hashTicketSecret(uuid)) : registrant;
}
