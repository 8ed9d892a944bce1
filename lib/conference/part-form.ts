import type { Setup } from "@/lib/conference/conference-file";
import type { Text } from "@/lib/conference/item-form";
import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";

/** A part of the set-up that is one form: the conference itself, how it is paid, its tie to Indico. */
export type Part = "conference" | "payment" | "indico";

const TEXTS = ["name", "subtitle", "organiser", "contactEmail", "city", "timeZone", "startsOn", "endsOn"] as const;
const MORE_TEXTS = ["currency", "colour", "linkPolicy", "overlapRule", "taxName", "taxNumber"] as const;
const TRANSLATED = ["name", "subtitle", "city", "taxName"] as const;

/** What a part's form shows; a translation is named "name.it". The token is never among it. */
export function valuesOfPart(part: Part, setup: Setup): FormValues {
  switch (part) {
    case "conference":
      return valuesOfConference(setup.conference);
    case "payment": {
      const { ways, transferDays, referencePrefix, bank } = setup.payment;
      return {
        ways: [...ways],
        transferDays: String(transferDays),
        referencePrefix,
        accountHolder: bank?.accountHolder ?? "",
        iban: bank?.iban ?? "",
        bic: bank?.bic ?? "",
      };
    }
    case "indico": {
      const { indico } = setup;
      return {
        url: indico?.url ?? "",
        eventId: indico ? String(indico.eventId) : "",
        formId: indico ? String(indico.formId) : "",
      };
    }
  }
}

function valuesOfConference(conference: Setup["conference"]): FormValues {
  const values: FormValues = {};
  for (const name of [...TEXTS, ...MORE_TEXTS]) values[name] = conference[name];
  for (const name of TRANSLATED) {
    for (const [locale, texts] of Object.entries(conference.translations)) {
      values[`${name}.${locale}`] = texts[name] ?? "";
    }
  }
  return {
    ...values,
    termsUrl: conference.termsUrl ?? "",
    privacyUrl: conference.privacyUrl ?? "",
    taxPercent: String(conference.taxPercent),
    isOpen: conference.isOpen ? "yes" : "",
    changesFreeUntil: conference.changesFreeUntil ?? "",
    takesDelegations: conference.takesDelegations ? "yes" : "",
    delegationLimit: conference.delegationLimit === null ? "" : String(conference.delegationLimit),
    secondaryLimit: conference.secondaryLimit === null ? "" : String(conference.secondaryLimit),
    previous: conference.previous ?? "",
    unpaidTakePart: conference.unpaidTakePart ? "yes" : "",
    sessionsPerPerson: conference.sessionsPerPerson === null ? "" : String(conference.sessionsPerPerson),
    sessionsPerSlot: conference.sessionsPerSlot === null ? "" : String(conference.sessionsPerSlot),
  };
}

/** Every text of the conference itself that may be given in other languages. */
export function textsOfConference(conference: Setup["conference"]): Text[] {
  return TRANSLATED.map((name) => ({
    own: conference[name],
    translations: Object.fromEntries(
      Object.entries(conference.translations).map(([locale, texts]) => [locale, texts[name]]),
    ),
  }));
}

/** The part that a form describes, of any shape: it is checked as the conference's file is. Null: no Indico. */
export function partOfValues(part: Part, values: FormValues): object | null {
  const text = (name: string) => singleValue(values, name).trim();
  switch (part) {
    case "conference":
      return {
        ...Object.fromEntries([...TEXTS, ...MORE_TEXTS].map((name) => [name, text(name)])),
        colour: text("colour").toLowerCase(),
        currency: text("currency").toUpperCase(),
        translations: translationsOf(values),
        termsUrl: text("termsUrl") || null,
        privacyUrl: text("privacyUrl") || null,
        taxPercent: numberOf(text("taxPercent")),
        isOpen: text("isOpen") === "yes",
        changesFreeUntil: text("changesFreeUntil") || null,
        takesDelegations: text("takesDelegations") === "yes",
        delegationLimit: text("delegationLimit") ? numberOf(text("delegationLimit")) : null,
        secondaryLimit: text("secondaryLimit") ? numberOf(text("secondaryLimit")) : null,
        previous: text("previous") || null,
        unpaidTakePart: text("unpaidTakePart") === "yes",
        sessionsPerPerson: text("sessionsPerPerson") ? numberOf(text("sessionsPerPerson")) : null,
        sessionsPerSlot: text("sessionsPerSlot") ? numberOf(text("sessionsPerSlot")) : null,
      };
    case "payment": {
      const bank = { accountHolder: text("accountHolder"), iban: text("iban"), bic: text("bic").toUpperCase() || null };
      return {
        ways: allValues(values, "ways"),
        transferDays: numberOf(text("transferDays")),
        referencePrefix: text("referencePrefix").toUpperCase(),
        bank: bank.accountHolder || bank.iban || bank.bic ? bank : null,
      };
    }
    case "indico":
      if (!text("url") && !text("eventId") && !text("formId")) return null;
      return {
        url: text("url") || undefined,
        eventId: numberOf(text("eventId")),
        formId: numberOf(text("formId")),
        token: text("forgetToken") === "yes" ? null : text("token") || undefined,
      };
  }
}

/** Of whatever languages the form has; what is empty is none. */
function translationsOf(values: FormValues): Record<string, object> {
  const translations: Record<string, Record<string, string>> = {};
  for (const field of Object.keys(values)) {
    const [name = "", locale] = field.split(".");
    const value = singleValue(values, field).trim();
    if (!locale || !value || !TRANSLATED.some((translated) => translated === name)) continue;
    translations[locale] = { ...translations[locale], [name]: value };
  }
  return translations;
}

/** A number as people type it, "5,5" too; what is none stays a text, and is refused as one. */
function numberOf(text: string): number | string {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
}

/** The form's field of a problem in the file: `conference.translations.it.name` is "name.it"; null for other parts. */
export function fieldOfPath(part: Part, path: readonly PropertyKey[]): string | null {
  const [first, ...rest] = path.map(String);
  if (first !== part) return null;
  if (rest[0] === "translations") return `${rest[2] ?? "name"}.${rest[1]}`;
  if (rest[0] === "bank") return rest[1] ?? "iban";
  return rest[0] ?? null;
}
