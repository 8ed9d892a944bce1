import "server-only";
import type { ReadLink } from "@/lib/access/read-link";
import { db } from "@/lib/db/client";
import { startDeadline } from "@/lib/indico/deadline";
import { IndicoMapping, mapRegistration } from "@/lib/indico/map-registration";
import { readRegistrant } from "@/lib/indico/read-registrant";
import { readRegistration } from "@/lib/indico/read-registration";
import type { IndicoRegistration } from "@/lib/indico/registration";
import type { IndicoFailure } from "@/lib/indico/site";
import { indicoOf, rememberIndico } from "@/lib/indico/site-of-conference";
import type { IndicoReading, ReadOutcome } from "@/lib/registration/prefill";

/**
 * Whether the parts of a followed link belong together: registration, event and address always; form and friendly
 * number where the token's scope shows them. What Indico refuses because of our own token counts as no answer: it is
 * not the person's fault.
 */
export const readLink: ReadLink = async (link, timeoutMs) => {
  const leftMs = startDeadline(timeoutMs);
  const indico = await indicoOf(link.conferenceId);
  if (!indico) return "no-answer";
  const codes = { eventId: indico.eventId, formId: indico.formId, registrationDbId: link.indicoDbId };
  const registrant = await readRegistrant(indico.site, codes, { timeoutMs: leftMs() });
  if (!registrant.ok) return registrant.error === "not-found" ? "disagrees" : "no-answer";
  if (registrant.value.email !== link.email) return "disagrees";
  const read = await readRegistration(indico.site, codes, { timeoutMs: leftMs(), known: indico.known });
  if (!read.ok) return read.error === "not-found" ? "disagrees" : "no-answer";
  await rememberIndico(link.conferenceId, indico.known, read.value.known);
  const { friendlyId, formId, email } = read.value.registration;
  const agrees =
    email === link.email &&
    (friendlyId === null || friendlyId === link.friendlyId) &&
    (formId === null || formId === indico.formId);
  return agrees ? "agrees" : "disagrees";
};

/** Reads one registration for its form, mapped into our words by the conference's own mapping. */
export async function readForPrefill(registrationId: number, timeoutMs: number): Promise<ReadOutcome> {
  const client = await db();
  const { conferenceId, indicoDbId } = await client.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: { conferenceId: true, indicoDbId: true },
  });
  const indico = await indicoOf(conferenceId);
  if (!indico || indicoDbId === null) return { kind: "no-answer", reason: "not-configured" };
  const codes = { eventId: indico.eventId, formId: indico.formId, registrationDbId: indicoDbId };
  const read = await readRegistration(indico.site, codes, { timeoutMs, known: indico.known });
  if (!read.ok) return read.error === "not-found" ? { kind: "gone" } : { kind: "no-answer", reason: read.error };
  await rememberIndico(conferenceId, indico.known, read.value.known);
  const { registration, formUnread } = read.value;
  const isWhole = formUnread === null || WILL_STAY_UNREAD.includes(formUnread);
  return { kind: "read", reading: { isWhole, ...toReading(registration, IndicoMapping.parse(indico.mapping)) } };
}

/** The token shows no more, however often it is asked. */
const WILL_STAY_UNREAD: readonly IndicoFailure[] = ["scope-missing", "forbidden"];

function toReading(registration: IndicoRegistration, mapping: IndicoMapping): Omit<IndicoReading, "isWhole"> {
  const { email, state, isPaid, checkedIn, priceMinor, currency, friendlyId, ticketHash = null } = registration;
  const mapped = mapRegistration(registration, mapping);
  return { email, state, isPaid, checkedIn, priceMinor, currency, friendlyId, ticketHash, ...mapped };
}
