import { z } from "zod";
import { priceMinor } from "@/lib/indico/price";
import { Moment } from "@/lib/indico/read-registrant";
import type { AnswerValue, IndicoAnswer, IndicoCodes, SeenByIndico } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, type Result } from "@/lib/result";

/** A registration as the check-in API shows it: everything but the personal data's roles and the friendly number. */
export type CheckinRegistration = SeenByIndico & {
  eventId: number;
  formId: number;
  fullName: string;
  tags: string[];
  answers: IndicoAnswer[];
};

const Field = z.object({
  id: z.int(),
  title: z.string(),
  input_type: z.string(),
  data: z.unknown(),
  choices: z.array(z.looseObject({ id: z.string().optional(), caption: z.string() })).optional(),
});
type Field = z.infer<typeof Field>;

const Reply = z
  .object({
    id: z.int(),
    event_id: z.int(),
    regform_id: z.int(),
    full_name: z.string(),
    email: z.string(),
    state: z.enum(["complete", "unpaid", "pending", "rejected", "withdrawn"]),
    is_paid: z.boolean(),
    price: z.number(),
    currency: z.string(),
    checked_in: z.boolean(),
    checked_in_dt: Moment,
    tags: z.array(z.object({ title: z.string() })),
    registration_data: z.array(z.object({ fields: z.array(Field) })),
  })
  .transform(
    (reply): CheckinRegistration => ({
      registrationDbId: reply.id,
      eventId: reply.event_id,
      formId: reply.regform_id,
      email: reply.email.toLowerCase(),
      fullName: reply.full_name,
      state: reply.state,
      isPaid: reply.is_paid,
      checkedIn: reply.checked_in,
      checkedInAt: reply.checked_in_dt,
      priceMinor: priceMinor(reply.price, reply.currency),
      currency: reply.currency,
      tags: reply.tags.map((tag) => tag.title),
      answers: reply.registration_data
        .flatMap((section) => section.fields)
        .map((field) => ({
          fieldId: field.id,
          title: field.title,
          inputType: field.input_type,
          value: fieldValue(field),
        })),
    }),
  );

/**
 * GET /api/checkin/event/E/forms/F/registrations/R, scope `registrants`; Indico 3.3 and later, "not-supported"
 * before. Source: CONTRACT section 3.
 */
export function readCheckinRegistration(
  site: IndicoSite,
  codes: IndicoCodes,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<CheckinRegistration, IndicoFailure>> {
  return exchangeRegistration(site, codes, { timeoutMs });
}

/**
 * PATCH of the same address; the new state is in the answer. Indico itself checks no state here, and mails the
 * registrant when `paid` changes: read and decide first.
 */
export function patchCheckinRegistration(
  site: IndicoSite,
  codes: IndicoCodes,
  change: { paid: boolean } | { checked_in: boolean },
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<CheckinRegistration, IndicoFailure>> {
  return exchangeRegistration(site, codes, { timeoutMs, method: "PATCH", json: change });
}

async function exchangeRegistration(
  site: IndicoSite,
  codes: IndicoCodes,
  call: { timeoutMs: number; method?: "PATCH"; json?: unknown },
): Promise<Result<CheckinRegistration, IndicoFailure>> {
  const { eventId, formId, registrationDbId } = codes;
  const path = `/api/checkin/event/${eventId}/forms/${formId}/registrations/${registrationDbId}`;
  const reply = await site.callJson({ path, ...call }, Reply);
  if (!reply.ok) return reply;
  const { value } = reply;
  const isAsked = value.eventId === eventId && value.formId === formId && value.registrationDbId === registrationDbId;
  return isAsked ? reply : err("unexpected-reply");
}

const Counts = z.record(z.string(), z.number());
const People = z.array(z.object({ firstName: z.string(), lastName: z.string() }));
const Accommodation = z.object({ choice: z.string() });

/** A field's `data` by its type; what a newer Indico adds and this table does not know is left out, not guessed. */
function fieldValue({ input_type, data, choices = [] }: Field): AnswerValue | null {
  if (data === null || data === undefined || data === "") return null;
  if (typeof data === "boolean") return { kind: "yes-no", yes: data };
  if (typeof data === "number") return { kind: "number", number: data };
  if (typeof data === "string") {
    if (input_type === "country") return { kind: "country", code: data.toUpperCase() };
    if (input_type === "date") return { kind: "date", date: data.replace("T00:00:00", "") };
    return { kind: "text", text: data };
  }
  const people = People.safeParse(data);
  if (people.success) {
    const named = people.data.map(({ firstName, lastName }) => ({ firstName, lastName }));
    return named.length ? { kind: "people", people: named } : null;
  }
  const accommodation = Accommodation.safeParse(data);
  const counts = accommodation.success ? { [accommodation.data.choice]: 1 } : Counts.safeParse(data).data;
  const chosen = Object.entries(counts ?? {}).map(([choiceId, count]) => ({
    choiceId,
    caption: choices.find((choice) => choice.id === choiceId)?.caption ?? "",
    count,
  }));
  return chosen.length ? { kind: "choices", choices: chosen } : null;
}
