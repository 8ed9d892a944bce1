import { z } from "zod";
import { type IbanRefusal, parseIban } from "@/lib/bank/iban";
import { readLocale } from "@/lib/i18n/languages";
import { LOCALES } from "@/lib/i18n/locales";
import { cleanText } from "@/lib/text/clean-text";

const LINE = 200;
export const PARAGRAPH = 4_000;
const LIST = 500;

export const text = (maxLength: number, multiline = false) =>
  z.string().transform((raw, context) => {
    const clean = cleanText(raw, { maxLength, multiline });
    if (clean.ok) return clean.value;
    const message =
      clean.error === "too-long"
        ? `Shorten it to ${maxLength} characters.`
        : "Take out the control characters: they cannot be shown or printed.";
    const params = { code: clean.error, values: { maxLength } };
    context.issues.push({ code: "custom", message, params, input: raw });
    return z.NEVER;
  });
export const line = text(LINE);
export const filled = line.refine((value) => value !== "", {
  error: "Fill this in: it is shown to people.",
  params: { code: "empty" },
});
export const paragraph = text(PARAGRAPH, true).default("");

export const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens: early-career.")
  .max(60);
export const webAddress = z.url({ protocol: /^https?$/, error: "Give a web address with https:// in front." }).max(500);
export const day = z.iso.date("Give a day as 2027-05-31.");
export const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, "Give a local time as 2027-03-31T23:59, without a zone.");
/** Of what always has a time. */
export const neededTime = z
  .string()
  .refine((text) => text !== "", { error: "Give a local time.", params: { code: "time-needed" }, abort: true })
  .pipe(localTime);
export const colour = z.string().regex(/^#[0-9a-f]{6}$/, "Give the colour as #0a7a8c, in small letters.");
export const percent = z.number().min(0).max(100).multipleOf(0.01, "Give a percentage with at most two decimals: 5.5.");
export const price = z.string().regex(/^\d+(\.\d+)?$/, 'Give the price as a text with a decimal point: "610.00".');

export const iban = z.string().transform((raw, context) => {
  const read = parseIban(raw);
  if (read.ok) return read.value;
  context.issues.push({ code: "custom", message: explainIban(read.error), input: raw });
  return z.NEVER;
});

function explainIban(refusal: IbanRefusal): string {
  switch (refusal.code) {
    case "not-an-iban":
      return "Give the IBAN: two letters of the country, two digits, then the account.";
    case "unknown-country":
      return `${refusal.country} has no IBANs. Correct the first two letters.`;
    case "wrong-length":
      return `An IBAN of ${refusal.country} has ${refusal.expected} characters, this one has ${refusal.actual}. Correct it.`;
    case "wrong-check-digits":
      return "The check digits do not fit: one character or more is wrong. Compare it with the bank's paper.";
  }
}

export const language = z.string().transform((raw, context) => {
  const locale = readLocale(raw);
  if (locale) return locale;
  const message = `"${raw}" is no language. Give a tag of BCP 47: "de", "pt-BR", "zh-Hant".`;
  context.issues.push({ code: "custom", message, params: { code: "no-language", values: { tag: raw } }, input: raw });
  return z.NEVER;
});
/** English is always there, and first: the texts themselves are in it. */
export const languages = z
  .array(language)
  .max(LIST)
  .default([...LOCALES])
  .transform((tags) => [...new Set(["en", ...tags])]);
/** By language; what is there in one that the conference does not offer is kept for when it does. */
export const translated = <S extends z.ZodRawShape>(shape: S) => z.record(language, z.strictObject(shape)).default({});
export const list = <T extends z.ZodType>(item: T) => z.array(item).max(LIST).default([]);

/** Lists of tags are written with commas between, so a tag has none. */
export const tag = filled.refine((text) => !text.includes(","), {
  error: "Take the comma out, or make it two tags.",
  params: { code: "tag-with-comma" },
});
