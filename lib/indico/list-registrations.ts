import { z } from "zod";
import { startDeadline } from "@/lib/indico/deadline";
import { priceMinor } from "@/lib/indico/price";
import type { IndicoApi } from "@/lib/indico/read-registration";
import type { IndicoCodes, IndicoState } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

/** A registration in Indico's list. What this version's list does not show is null. */
export type ListedRegistration = {
  registrationDbId: number;
  fullName: string;
  firstName: string | null;
  lastName: string | null;
  /** Lower case. */
  email: string;
  state: IndicoState | null;
  isPaid: boolean | null;
  checkedIn: boolean;
  priceMinor: number | null;
  currency: string | null;
  tags: string[];
};

/** `api` "check-in": all states of the form. "legacy": all forms of the event, without those withdrawn and rejected. */
export type RegistrationList = { api: IndicoApi; registrations: ListedRegistration[] };

const CheckinList = z.array(
  z
    .object({
      id: z.int(),
      full_name: z.string(),
      email: z.string(),
      state: z.enum(["complete", "unpaid", "pending", "rejected", "withdrawn"]),
      is_paid: z.boolean(),
      price: z.number(),
      currency: z.string(),
      checked_in: z.boolean(),
      tags: z.array(z.object({ title: z.string() })),
    })
    .transform(
      (row): ListedRegistration => ({
        registrationDbId: row.id,
        fullName: row.full_name,
        firstName: null,
        lastName: null,
        email: row.email.toLowerCase(),
        state: row.state,
        isPaid: row.is_paid,
        checkedIn: row.checked_in,
        priceMinor: priceMinor(row.price, row.currency),
        currency: row.currency,
        tags: row.tags.map(({ title }) => title),
      }),
    ),
);

const LegacyList = z.object({
  registrants: z.array(
    z
      .object({
        registrant_id: z.string().regex(/^\d+$/).transform(Number),
        full_name: z.string(),
        personal_data: z.object({ email: z.string(), firstName: z.string(), surname: z.string() }),
        checked_in: z.boolean(),
        tags: z.array(z.string()),
      })
      .transform(
        (row): ListedRegistration => ({
          registrationDbId: row.registrant_id,
          fullName: row.full_name,
          firstName: row.personal_data.firstName,
          lastName: row.personal_data.surname,
          email: row.personal_data.email.toLowerCase(),
          state: null,
          isPaid: null,
          checkedIn: row.checked_in,
          priceMinor: null,
          currency: null,
          tags: row.tags,
        }),
      ),
  ),
});

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * All registrations in one call: by the check-in API where this Indico has it, else by the event's registrants. Slow:
 * some 20 s for 5000 by the first, 40 s by the second. Source: CONTRACT section 3.
 */
export async function listRegistrations(
  site: IndicoSite,
  { eventId, formId }: Pick<IndicoCodes, "eventId" | "formId">,
  { timeoutMs, api }: { timeoutMs: number; api: IndicoApi | null },
): Promise<Result<RegistrationList, IndicoFailure>> {
  const leftMs = startDeadline(timeoutMs);
  if (api !== "legacy") {
    const path = `/api/checkin/event/${eventId}/forms/${formId}/registrations/`;
    const list = await site.callJson({ path, timeoutMs, maxBytes: MAX_BYTES }, CheckinList);
    if (list.ok) return ok({ api: "check-in", registrations: list.value });
    if (list.error !== "not-supported") return err(list.error);
  }
  const path = `/api/events/${eventId}/registrants`;
  const list = await site.callJson({ path, timeoutMs: leftMs(), maxBytes: MAX_BYTES }, LegacyList);
  return list.ok ? ok({ api: "legacy", registrations: list.value.registrants }) : list;
}
