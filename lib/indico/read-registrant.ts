import { z } from "zod";
import { hashSecret } from "@/lib/ids/public-id";
import type { IndicoCodes, IndicoPerson } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

/** An account's data and the amount: all that both versions show to the scope `registrants`. */
export type Registrant = IndicoPerson & {
  registrationDbId: number;
  eventId: number;
  email: string;
  /** In units of a currency that is not told. */
  price: number;
  isPaid: boolean;
  checkedIn: boolean;
  checkedInAt: Date | null;
  /** Of what the ticket proves itself by: the secret itself is kept nowhere. */
  ticketHash: string | null;
};

const Text = z
  .string()
  .nullish()
  .transform((text) => text || null);

/** Indico writes "" for a moment that has not come. */
export const Moment = z
  .string()
  .nullable()
  .transform((text, context) => {
    if (!text) return null;
    const moment = new Date(text);
    if (Number.isNaN(moment.getTime())) context.addIssue("not a date");
    return moment;
  });

/** The ticket's uuid, which Indico calls a secret, as its hash. */
const TicketHash = z
  .guid()
  .nullish()
  .transform((uuid) => (uuid ? hashTicketSecret(uuid) : null));

/** SHA-256 of a ticket's uuid; its 122 random bits need no slow one. */
export function hashTicketSecret(uuid: string): string {
  return hashSecret(uuid.toLowerCase());
}

const RegistrantReply = z
  .object({
    registrant_id: z.string().regex(/^\d+$/).transform(Number),
    event_id: z.int(),
    full_name: z.string(),
    personal_data: z.object({
      email: z.string(),
      firstName: z.string(),
      surname: z.string(),
      title: Text,
      affiliation: Text,
      position: Text,
      phone: Text,
      address: Text,
      country_code: Text,
    }),
    ticket_price: z.number(),
    paid: z.boolean(),
    checked_in: z.boolean(),
    checkin_date: Moment,
    checkin_secret: TicketHash,
    tags: z.array(z.string()),
  })
  .transform(
    (reply): Registrant => ({
      registrationDbId: reply.registrant_id,
      eventId: reply.event_id,
      email: reply.personal_data.email.toLowerCase(),
      fullName: reply.full_name,
      firstName: reply.personal_data.firstName,
      lastName: reply.personal_data.surname,
      title: reply.personal_data.title,
      affiliation: reply.personal_data.affiliation,
      position: reply.personal_data.position,
      phone: reply.personal_data.phone,
      countryCode: reply.personal_data.country_code,
      address: reply.personal_data.address,
      price: reply.ticket_price,
      isPaid: reply.paid,
      checkedIn: reply.checked_in,
      checkedInAt: reply.checkin_date,
      ticketHash: reply.checkin_secret,
      tags: reply.tags,
    }),
  );

/**
 * GET /api/events/E/registrants/R, scope `registrants`, Indico 3.2 and 3.3. Answers in every state, and does not say
 * which. Source: CONTRACT section 3.
 */
export async function readRegistrant(
  site: IndicoSite,
  codes: Pick<IndicoCodes, "eventId" | "registrationDbId">,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<Registrant, IndicoFailure>> {
  const reply = await site.callJson({ path: registrantPath(codes), timeoutMs }, RegistrantReply);
  return reply.ok && !isAbout(reply.value, codes) ? err("unexpected-reply") : reply;
}

/** PATCH of the same address: presence only; 400 ("refused") unless the registration is complete or unpaid. */
export async function patchRegistrant(
  site: IndicoSite,
  codes: Pick<IndicoCodes, "eventId" | "registrationDbId">,
  checkedIn: boolean,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<void, IndicoFailure>> {
  const path = registrantPath(codes);
  const reply = await site.call({ method: "PATCH", path, json: { checked_in: checkedIn }, timeoutMs });
  return reply.ok ? ok(undefined) : reply;
}

const RegistrantList = z.object({ registrants: z.array(z.object({ registrant_id: z.string().regex(/^\d+$/) })) });

/**
 * The database ids of an event's registrations over all forms, without withdrawn, rejected and deleted ones.
 * Slow: Indico takes some 8 s for 1000 and 40 s for 5000.
 */
export async function listEventRegistrants(
  site: IndicoSite,
  eventId: number,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<number[], IndicoFailure>> {
  const path = `/api/events/${eventId}/registrants`;
  const reply = await site.callJson({ path, timeoutMs, maxBytes: 64 * 1024 * 1024 }, RegistrantList);
  return reply.ok ? ok(reply.value.registrants.map((registrant) => Number(registrant.registrant_id))) : reply;
}

function registrantPath({ eventId, registrationDbId }: Pick<IndicoCodes, "eventId" | "registrationDbId">): string {
  return `/api/events/${eventId}/registrants/${registrationDbId}`;
}

function isAbout(registrant: Registrant, codes: Pick<IndicoCodes, "eventId" | "registrationDbId">): boolean {
  return registrant.eventId === codes.eventId && registrant.registrationDbId === codes.registrationDbId;
}
