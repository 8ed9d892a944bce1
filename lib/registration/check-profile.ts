import { isCountryCode } from "@/lib/countries/countries";
import type { FieldError, FieldErrorCode } from "@/lib/questions/field-error";
import { isEmailAddress, normalizeEmail } from "@/lib/registration/email-address";
import type { ProfileField } from "@/lib/registration/profile";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

/** What a form may ask about somebody: the profile, and the address where it is not proved already. */
export type PersonField = ProfileField | "email";
type Rules<Field extends PersonField> = Readonly<Record<Field, "required" | "optional">>;

/** The details form behind a payment link: its e-mail is Indico's and was proved by the code. */
export const DETAILS_RULES = {
  title: "optional",
  firstName: "required",
  lastName: "required",
  affiliation: "optional",
  position: "optional",
  country: "required",
  phone: "optional",
  address: "optional",
  invoiceName: "optional",
  vatNumber: "optional",
  invoiceOrderNumber: "optional",
} as const satisfies Rules<ProfileField>;

/** What staff save of somebody: an address and a name are enough. */
export const STAFF_RULES = {
  ...DETAILS_RULES,
  country: "optional",
  email: "required",
} as const satisfies Rules<PersonField>;

/** The least that a registration without Indico needs. */
export const PROFILE_RULES = {
  firstName: "required",
  lastName: "required",
  email: "required",
  affiliation: "optional",
  phone: "optional",
  country: "required",
} as const satisfies Partial<Rules<PersonField>>;

/** A name may be anything that people are called: any script, one letter, punctuation, mark-up kept as text. */
const LONGEST: Record<PersonField, number> = {
  title: 40,
  firstName: 100,
  lastName: 100,
  email: 254,
  affiliation: 200,
  position: 200,
  phone: 40,
  address: 500,
  country: 20,
  invoiceName: 200,
  vatNumber: 40,
  invoiceOrderNumber: 60,
};

/**
 * Checks and cleans who somebody is: the fields of `rules`, each a text, "" where an optional one is empty. The e-mail
 * comes back in lower case, the country as a code in capitals.
 */
export function checkProfile<Field extends PersonField>(
  raw: Readonly<Record<string, unknown>>,
  rules: Rules<Field>,
): Result<Record<Field, string>, readonly FieldError<Field>[]> {
  const fields = (Object.keys(rules) as Field[]).map((key) => {
    const text = checkField(key, raw[key]);
    const isMissing = text.ok && text.value === "" && rules[key] === "required";
    return { key, text: isMissing ? err("required") : text };
  });
  const errors = fields.flatMap(({ key, text }) => (text.ok ? [] : [{ key, code: text.error }]));
  if (errors.length > 0) return err(errors);
  const cleaned = fields.map(({ key, text }) => [key, text.ok ? text.value : ""]);
  return ok(Object.fromEntries(cleaned) as Record<Field, string>);
}

function checkField(key: PersonField, raw: unknown): Result<string, FieldErrorCode> {
  const rule = { maxLength: LONGEST[key], multiline: key === "address" };
  const text = cleanText(typeof raw === "string" ? raw : "", rule);
  if (!text.ok || text.value === "") return text;
  switch (key) {
    case "email":
      return isEmailAddress(text.value) ? ok(normalizeEmail(text.value)) : err("not-an-email");
    case "country":
      return isCountryCode(text.value.toUpperCase()) ? ok(text.value.toUpperCase()) : err("not-a-country");
    case "phone":
      // People write phone numbers in every way ("+39 06 1234 int. 5"): only what nobody could dial is refused.
      return (text.value.match(/\p{Nd}/gu)?.length ?? 0) >= 4 ? text : err("not-a-phone");
    default:
      return text;
  }
}
