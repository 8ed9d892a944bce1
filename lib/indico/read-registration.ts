import { z } from "zod";
import { startDeadline } from "@/lib/indico/deadline";
import { ExportView } from "@/lib/indico/export-view";
import { priceMinor } from "@/lib/indico/price";
import { type ExportRow, readByExport } from "@/lib/indico/read-by-export";
import { type CheckinRegistration, readCheckinRegistration } from "@/lib/indico/read-checkin-registration";
import { type Registrant, readRegistrant } from "@/lib/indico/read-registrant";
import type { IndicoCodes, IndicoRegistration, SeenByIndico } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

/** "check-in" since Indico 3.3; "legacy" is 3.2. */
export const IndicoApi = z.enum(["check-in", "legacy"]);
export type IndicoApi = z.infer<typeof IndicoApi>;

/**
 * What a caller remembers of an Indico and a form between calls, so that the next one asks less; `{}` is nothing yet.
 * Forget it now and then (the connection test does): an Indico gets upgraded, a form gets new fields.
 */
export const KnownOfIndico = z.object({
  api: IndicoApi.nullable().default(null),
  exportView: ExportView.nullable().default(null),
});
export type KnownOfIndico = z.infer<typeof KnownOfIndico>;

export const NOTHING_KNOWN: KnownOfIndico = { api: null, exportView: null };

export type ReadOptions = { timeoutMs: number; known?: KnownOfIndico };

/**
 * `formUnread` says why state and answers are missing: "scope-missing" or "forbidden" will stay so, with any other
 * failure a later read shows more.
 */
export type RegistrationRead = {
  registration: IndicoRegistration;
  formUnread: IndicoFailure | null;
  known: KnownOfIndico;
};

/**
 * One registration with all that the token's scope shows: by the check-in API where this Indico has it, else by the
 * registrant and, where the scope allows it, the management export. Compare the e-mail with the link's before showing
 * anything: a friendly number mistaken for the database id reads another person.
 */
export async function readRegistration(
  site: IndicoSite,
  codes: IndicoCodes,
  { timeoutMs, known = NOTHING_KNOWN }: ReadOptions,
): Promise<Result<RegistrationRead, IndicoFailure>> {
  const leftMs = startDeadline(timeoutMs);
  if (known.api === "legacy") return readLegacy(site, codes, { timeoutMs, known });
  const [form, registrant] = await Promise.all([
    readCheckinRegistration(site, codes, { timeoutMs }),
    readRegistrant(site, codes, { timeoutMs }),
  ]);
  if (!form.ok && form.error === "not-supported")
    return readLegacy(site, codes, { timeoutMs: leftMs(), known: { ...known, api: "legacy" }, registrant });
  if (!form.ok) return form;
  if (!registrant.ok) return registrant;
  const registration = { ...personOf(registrant.value), ...form.value, friendlyId: null };
  return ok({ registration, formUnread: null, known: { ...known, api: "check-in" } });
}

/** What the mirror compares, in as few calls as possible. */
export type SeenRead = { seen: SeenByIndico; formUnread: IndicoFailure | null; known: KnownOfIndico };

/** As `readRegistration`, without names and answers where that spares a call. */
export async function readSeen(
  site: IndicoSite,
  codes: IndicoCodes,
  { timeoutMs, known = NOTHING_KNOWN }: ReadOptions,
): Promise<Result<SeenRead, IndicoFailure>> {
  const leftMs = startDeadline(timeoutMs);
  if (known.api !== "legacy") {
    const form = await readCheckinRegistration(site, codes, { timeoutMs });
    if (form.ok) return ok({ seen: seenOf(form.value), formUnread: null, known: { ...known, api: "check-in" } });
    if (form.error !== "not-supported") return form;
  }
  const read = await readLegacy(site, codes, { timeoutMs: leftMs(), known: { ...known, api: "legacy" } });
  return read.ok ? ok({ ...read.value, seen: seenOf(read.value.registration) }) : read;
}

/** The part of a reading that the mirror keeps. */
export function seenOf(read: SeenByIndico | CheckinRegistration | IndicoRegistration): SeenByIndico {
  const { registrationDbId, email, state, isPaid, checkedIn, checkedInAt, priceMinor, currency } = read;
  return { registrationDbId, email, state, isPaid, checkedIn, checkedInAt, priceMinor, currency };
}

async function readLegacy(
  site: IndicoSite,
  codes: IndicoCodes,
  {
    timeoutMs,
    known,
    registrant,
  }: { timeoutMs: number; known: KnownOfIndico; registrant?: Result<Registrant, IndicoFailure> },
): Promise<Result<RegistrationRead, IndicoFailure>> {
  const [person, form] = await Promise.all([
    registrant ?? readRegistrant(site, codes, { timeoutMs }),
    readByExport(site, codes, [codes.registrationDbId], { timeoutMs, view: known.exportView }),
  ]);
  if (!person.ok) return person;
  if (!form.ok) {
    // Without the export nobody tells whether the form of the link is this registration's.
    if (form.error === "not-found") return err("not-found");
    return ok({ registration: withoutForm(person.value), formUnread: form.error, known });
  }
  const [row] = form.value.rows;
  if (!row) return err("not-found");
  const registration = withForm(person.value, row, codes);
  return ok({ registration, formUnread: null, known: { ...known, exportView: form.value.view } });
}

function withoutForm(registrant: Registrant): IndicoRegistration {
  return {
    ...personOf(registrant),
    state: "unknown",
    priceMinor: priceMinor(registrant.price, null),
    currency: null,
    formId: null,
    friendlyId: null,
    answers: [],
  };
}

function withForm(registrant: Registrant, row: ExportRow, codes: IndicoCodes): IndicoRegistration {
  return {
    ...personOf(registrant),
    state: row.state,
    priceMinor: priceMinor(registrant.price, row.currency),
    currency: row.currency,
    formId: codes.formId,
    friendlyId: row.friendlyId,
    answers: row.answers,
  };
}

function personOf({ price: _, ...person }: Registrant): Omit<Registrant, "price"> {
  return person;
}
