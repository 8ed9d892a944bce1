import { z } from "zod";
import { patchCheckinRegistration } from "@/lib/indico/read-checkin-registration";
import { patchRegistrant } from "@/lib/indico/read-registrant";
import type { IndicoApi } from "@/lib/indico/read-registration";
import type { IndicoCodes } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { ok, type Result } from "@/lib/result";

type Options = { timeoutMs: number; api: IndicoApi };

/**
 * Sets (does not flip) whether Indico shows a payment. Indico takes its own price as the amount, and mails the
 * registrant at each real change. Ask `decideWrite` first, and have one writer per registration: equal calls at once
 * fail inside Indico and mail twice.
 */
export async function writePaid(
  site: IndicoSite,
  codes: IndicoCodes,
  paid: boolean,
  { timeoutMs, api }: Options,
): Promise<Result<void, IndicoFailure>> {
  if (api === "legacy") return togglePayment(site, codes, paid, { timeoutMs });
  const reply = await patchCheckinRegistration(site, codes, { paid }, { timeoutMs });
  return reply.ok ? ok(undefined) : reply;
}

/** Sets presence; the time is Indico's now. No mail. */
export async function writeCheckedIn(
  site: IndicoSite,
  codes: IndicoCodes,
  checkedIn: boolean,
  { timeoutMs, api }: Options,
): Promise<Result<void, IndicoFailure>> {
  if (api === "legacy") return patchRegistrant(site, codes, checkedIn, { timeoutMs });
  const reply = await patchCheckinRegistration(site, codes, { checked_in: checkedIn }, { timeoutMs });
  return reply.ok ? ok(undefined) : reply;
}

const Toggled = z.object({ success: z.literal(true) });

/**
 * POST .../toggle-payment, scope `full:everything`. The form value has to be exactly `1`: a JSON body, `true` or no
 * body at all *cancels* a payment, with 200. The answer says nothing of the new state.
 */
async function togglePayment(
  site: IndicoSite,
  { eventId, formId, registrationDbId }: IndicoCodes,
  paid: boolean,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<void, IndicoFailure>> {
  const path = `/event/${eventId}/manage/registration/${formId}/registrations/${registrationDbId}/toggle-payment`;
  const form = new URLSearchParams({ pay: paid ? "1" : "0" });
  const reply = await site.callJson({ method: "POST", path, form, timeoutMs }, Toggled);
  return reply.ok ? ok(undefined) : reply;
}
