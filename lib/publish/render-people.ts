import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { participation } from "@/lib/bookings/takes-part";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { RegistrationState } from "@/lib/db/generated/enums";
import { env } from "@/lib/env";
import type { Standing } from "@/lib/registration/read-standings";
import { shownNumber } from "@/lib/registration/shown-number";
import { deletedRow, feedText, type RenderedRow } from "./rendered-row";

/** What the rows of a person and of its bookings are made of. */
export type SeenPerson = {
  id: number;
  publicId: string;
  state: RegistrationState;
  indicoState: string | null;
  checkedInAt: Date | null;
  cancelledAt: Date | null;
  unpaidTakePart: boolean;
  isConfirmed: boolean;
  number: number;
  indicoFriendlyId: number | null;
  indicoEventId: number | null;
  title: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  affiliation: string;
  position: string;
  country: string;
  locale: string;
  isTest: boolean;
  categoryCode: string | null;
  categoryName: string | null;
  /** Answers that staff send to the app, and consents, by the question's key. */
  answers: { key: string; value: Json; isConsent: boolean; isSent: boolean }[];
  hasSessions: boolean;
};

/** One statement: it runs under the lock that everybody else in the conference waits for. */
export function readPeople(tx: Tx, registrationIds: number[]): Promise<SeenPerson[]> {
  return tx.$queryRaw<SeenPerson[]>`
    SELECT r.id, r.public_id AS "publicId", r.state::text AS state, r.indico_state AS "indicoState",
           r.checked_in_at AS "checkedInAt", r.cancelled_at AS "cancelledAt", c.unpaid_take_part AS "unpaidTakePart",
           r.is_confirmed AS "isConfirmed", r.number, r.indico_friendly_id AS "indicoFriendlyId",
           c.indico_event_id AS "indicoEventId", r.title, r.first_name AS "firstName", r.last_name AS "lastName",
           r.email, r.phone, r.affiliation, r.position, r.country, r.locale, r.is_test AS "isTest",
           k.code AS "categoryCode", k.name AS "categoryName",
           coalesce((SELECT jsonb_agg(jsonb_build_object('key', q.key, 'value', a.value,
                                      'isConsent', q.type = 'consent', 'isSent', q.send_to_app) ORDER BY q.key)
                       FROM answer a JOIN question q ON q.id = a.question_id
                      WHERE a.registration_id = r.id AND (q.send_to_app OR q.type = 'consent')), '[]') AS answers,
           EXISTS (SELECT 1 FROM session s WHERE s.conference_id = r.conference_id) AS "hasSessions"
      FROM registration r JOIN conference c ON c.id = r.conference_id LEFT JOIN category k ON k.id = r.category_id
     WHERE r.id IN (${Prisma.join(registrationIds)})
     ORDER BY r.id`;
}

/** Who is not known by a name yet, or only by a link that nobody confirmed, stands in no list. */
export function isShown({ isConfirmed, firstName, lastName }: SeenPerson): boolean {
  return isConfirmed && (firstName !== "" || lastName !== "");
}

/**
 * Rows of the event app's list of participants. Fields that begin with "_" are never sent: they are what a credential's
 * filter asks about. Source: the feed's Person, docs/event-app.md.
 */
export function renderPeople(people: SeenPerson[], standings: ReadonlyMap<number, Standing>): RenderedRow[] {
  return people.flatMap((person) => {
    if (person.state === "erased") return [deletedRow(person.publicId)];
    if (!isShown(person)) return [];
    const payload: { [field: string]: Json } = {
      PersonId: person.publicId,
      RegistrationStatus: participation(person, standings.get(person.id)),
      ConfirmationNumber: shownNumber(person, person),
      IndicoRegistrationId: person.indicoFriendlyId === null ? null : String(person.indicoFriendlyId),
      Prefix: feedText(person.title),
      FirstName: feedText(person.firstName),
      LastName: feedText(person.lastName),
      Email: feedText(person.email),
      Phone: feedText(person.phone),
      Company: feedText(person.affiliation),
      JobTitle: feedText(person.position),
      City: null,
      Country: feedText(person.country),
      Language: person.locale,
      RegistrationType: person.categoryCode,
      RegistrationTypeName: feedText(person.categoryName),
      CheckedIn: person.checkedInAt !== null,
      utcCheckedInDate: person.checkedInAt?.toISOString() ?? null,
      PortalUrl: `${env().publicUrl}/r/${person.publicId}`,
      _consents: consentsOf(person),
      _test: person.isTest,
    };
    for (const { key, value, isSent } of person.answers) if (isSent) payload[`X_${key}`] = answerText(value);
    return [{ entityId: person.publicId, state: "current", payload }];
  });
}

/** Keys of the consents that a person gave. */
export function consentsOf({ answers }: SeenPerson): string[] {
  return answers.filter(({ isConsent, value }) => isConsent && value === true).map(({ key }) => key);
}

function answerText(value: Json): string | null {
  if (Array.isArray(value)) return feedText(value.map(String).join(", "));
  return value === null || typeof value === "object" ? null : feedText(String(value));
}
