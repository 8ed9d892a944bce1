import "server-only";
import { findOrCreateRegistration, onceMoreIfTaken } from "@/lib/access/find-or-create-registration";
import { mayAskIndico } from "@/lib/access/may-ask-indico";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { db, transaction } from "@/lib/db/client";
import { readForPrefill } from "@/lib/indico/read-for-foyer";
import { readRegistrant } from "@/lib/indico/read-registrant";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { publish } from "@/lib/publish/publish";
import { normalizeEmail } from "@/lib/registration/email-address";
import type { ClaimRules, PersonClaim } from "@/lib/registration/match-person";
import { PAGE_WAITS_MS, prefillRegistration } from "@/lib/registration/prefill";
import { ok, type Result } from "@/lib/result";

/**
 * A `memberId` may be a registration in Indico that never followed a payment link: it is read, and becomes a draft here
 * as if it had. Where ids are not believed, only with the address that Indico has. What Indico does not know is left to
 * the matching, which finds nobody.
 */
export async function bringFromIndico(
  conferenceId: number,
  { indicoDbId, personId, email }: PersonClaim,
  { trustsIds }: ClaimRules,
): Promise<Result<void, ConvioRefusal>> {
  if (indicoDbId === null || personId !== null) return ok(undefined);
  const client = await db();
  if (await client.registration.count({ where: { conferenceId, indicoDbId } })) return ok(undefined);
  const indico = await indicoOf(conferenceId);
  if (!indico || !(await mayAskIndico({ conferenceId, indicoDbId, email }))) return ok(undefined);
  const codes = { eventId: indico.eventId, formId: indico.formId, registrationDbId: indicoDbId };
  const registrant = await readRegistrant(indico.site, codes, { timeoutMs: PAGE_WAITS_MS });
  if (!registrant.ok) {
    return registrant.error === "not-found"
      ? ok(undefined)
      : refuse(1, "Indico does not answer just now. Try again later.");
  }
  const address = normalizeEmail(registrant.value.email);
  if (!trustsIds && address !== email) return ok(undefined);
  const registrationId = await onceMoreIfTaken(() => make(conferenceId, indicoDbId, address));
  if (registrationId !== null) await prefillRegistration(registrationId, readForPrefill, PAGE_WAITS_MS);
  return ok(undefined);
}

function make(conferenceId: number, indicoDbId: number, email: string): Promise<number | null> {
  return transaction(async (tx) => {
    const followed = { conferenceId, indicoDbId, friendlyId: null, email, locale: "en", isConfirmed: true };
    const found = await findOrCreateRegistration(tx, followed);
    if (!found) return null;
    const { id } = found.registration;
    await publish(tx, {
      conferenceId,
      actor: { kind: "job", id: "convio" },
      registrations: found.changed,
      audit: [...found.audit, { what: "registration.brought-from-indico", object: "registration", objectId: id }],
    });
    return id;
  });
}
