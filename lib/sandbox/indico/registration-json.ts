import type { SandboxForm, SandboxRegistration } from "@/lib/db/generated/client";
import {
  choiceUuid,
  SANDBOX_EVENT,
  SANDBOX_SECTIONS,
  type SandboxAnswers,
  type SandboxField,
} from "@/lib/sandbox/indico/form";

export type SandboxRow = SandboxRegistration & { form: SandboxForm };

/** The body of `/api/events/E/registrants/R`, field for field as Indico 3.3.14 answers (CONTRACT section 3). */
export function registrantJson(row: SandboxRow) {
  const price = row.priceMinor / 100;
  return {
    ...listedJson(row),
    amount_paid: row.isPaid ? price : 0,
    checkin_date: isoOf(row.checkedInAt) ?? "",
    event_id: row.form.eventId,
    paid: row.isPaid,
    registration_date: isoOf(row.registeredAt),
    ticket_price: price,
  };
}

/** A member of the list `/api/events/E/registrants`: without price, payment and dates. */
export function listedJson(row: SandboxRow) {
  const optional = { title: row.title, affiliation: row.affiliation, position: row.position, address: row.address };
  return {
    checked_in: row.checkedIn,
    checkin_secret: row.ticketUuid,
    full_name: `${row.title ? `${row.title} ` : ""}${row.firstName} ${row.lastName}`,
    personal_data: {
      ...Object.fromEntries(Object.entries(optional).filter(([, text]) => text !== "")),
      country: row.countryCode && countryName(row.countryCode),
      country_code: row.countryCode,
      email: row.email,
      firstName: row.firstName,
      phone: row.phone,
      surname: row.lastName,
    },
    registrant_id: String(row.id),
    tags: row.tags,
  };
}

/** The body of `/api/checkin/event/E/forms/F/registrations/R` (CONTRACT section 3). */
export function checkinJson(row: SandboxRow) {
  return {
    ...checkinListedJson(row),
    registration_data: SANDBOX_SECTIONS.map((section, position) => ({
      id: section.id,
      title: section.title,
      description: "",
      position: position + 1,
      fields: section.fields.map((field, index) => ({
        id: field.id,
        title: field.title,
        description: "",
        input_type: field.inputType,
        position: index + 1,
        data: dataOf(field, row),
        default_value: "",
        ...(field.priceMinor === undefined ? {} : { price: field.priceMinor / 100 }),
        ...choicesOf(field),
      })),
    })),
  };
}

/** A member of the check-in API's list: the same without the form. */
export function checkinListedJson(row: SandboxRow) {
  const price = row.priceMinor / 100;
  return {
    checked_in: row.checkedIn,
    checked_in_dt: isoOf(row.checkedInAt),
    checkin_secret: row.ticketUuid,
    currency: row.form.currency,
    email: row.email,
    event_id: row.form.eventId,
    formatted_price: new Intl.NumberFormat("en-GB", { style: "currency", currency: row.form.currency }).format(price),
    full_name: `${row.firstName} ${row.lastName}`,
    id: row.id,
    is_paid: row.isPaid,
    occupied_slots: 1,
    payment_date: row.isPaid ? isoOf(row.paidAt) : null,
    personal_data_picture: null,
    price,
    regform_id: row.formId,
    registration_date: isoOf(row.registeredAt),
    state: row.state,
    tags: row.tags.map((title, index) => ({ id: index + 1, title, color: "olive" })),
  };
}

/** `/api/checkin/event/E/`. */
export function eventJson() {
  return { id: SANDBOX_EVENT.id, title: SANDBOX_EVENT.title, description: "", registration_tags: [] };
}

/** A form of `/api/checkin/event/E/forms/`. */
export function formJson(form: SandboxForm) {
  return { id: form.id, event_id: form.eventId, title: form.title, introduction: "", is_open: true };
}

function dataOf(field: SandboxField, row: SandboxRow): unknown {
  const answers = row.answers as SandboxAnswers;
  const value = field.personal ? row[field.personal] : field.answer && answers[field.answer];
  if (field.choices) {
    const index = field.choices.findIndex((choice) => choice.key === value);
    const places = field.answer === "dinner" ? (answers.dinnerPlaces ?? 1) : 1;
    return index < 0 ? {} : { [choiceUuid(field.id, index)]: places };
  }
  if (field.inputType === "accompanying_persons")
    return (answers.companions ?? []).map((person, index) => ({ id: choiceUuid(field.id, index), ...person }));
  if (field.inputType === "date") return value ? `${value}T00:00:00` : "";
  return value ?? (field.inputType === "bool" ? null : "");
}

function choicesOf(field: SandboxField) {
  if (field.inputType === "country") return { choices: [{ caption: "Portugal", countryKey: "PT" }] };
  if (!field.choices) return {};
  return {
    choices: field.choices.map((choice, index) => ({
      id: choiceUuid(field.id, index),
      caption: choice.caption,
      isEnabled: true,
      maxExtraSlots: choice.maxExtraSlots ?? 0,
      placesLimit: 0,
      price: choice.priceMinor / 100,
    })),
  };
}

function isoOf(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString().replace("Z", "000+00:00");
}

function countryName(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
}
