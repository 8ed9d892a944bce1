import { z } from "zod";
import { isReferencePrefix } from "@/lib/bank/creditor-reference";
import { type IbanRefusal, parseIban } from "@/lib/bank/iban";
import { readLocale } from "@/lib/i18n/languages";
import { LOCALES } from "@/lib/i18n/locales";
import { IndicoMapping } from "@/lib/indico/map-registration";
import { isCurrency } from "@/lib/money/currency";
import { spellCode } from "@/lib/pricing/promotion";
import { cleanText } from "@/lib/text/clean-text";
import { isTimeZone } from "@/lib/time/zone";

/** Every field is explained in docs/conference-file.md: change both. */
export const FILE_FORMAT = "foyer-conference/1";

export const QUESTION_TYPES = [
  "text",
  "long-text",
  "choice",
  "many-choices",
  "country",
  "date",
  "file",
  "consent",
] as const;
/** The ways a conference may offer. What costs nothing needs no way. */
export const OFFERED_WAYS = ["card", "transfer", "on-site", "purchase-order"] as const;
export const ELIGIBILITIES = ["everyone", "assigned"] as const;

const LINE = 200;
const PARAGRAPH = 4_000;
const LIST = 500;

const text = (maxLength: number, multiline = false) =>
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
const line = text(LINE);
const filled = line.refine((value) => value !== "", {
  error: "Fill this in: it is shown to people.",
  params: { code: "empty" },
});
const paragraph = text(PARAGRAPH, true).default("");

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single hyphens: early-career.")
  .max(60);
const PROMOTION_CODE = /^(?=.{3,40}$)[A-Z0-9]+(-[A-Z0-9]+)*$/;
const webAddress = z.url({ protocol: /^https?$/, error: "Give a web address with https:// in front." }).max(500);
const day = z.iso.date("Give a day as 2027-05-31.");
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, "Give a local time as 2027-03-31T23:59, without a zone.");
/** Of what always has a time. */
const neededTime = z
  .string()
  .refine((text) => text !== "", { error: "Give a local time.", params: { code: "time-needed" }, abort: true })
  .pipe(localTime);
const percent = z.number().min(0).max(100).multipleOf(0.01, "Give a percentage with at most two decimals: 5.5.");
const price = z.string().regex(/^\d+(\.\d+)?$/, 'Give the price as a text with a decimal point: "610.00".');

const iban = z.string().transform((raw, context) => {
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

const language = z.string().transform((raw, context) => {
  const locale = readLocale(raw);
  if (locale) return locale;
  const message = `"${raw}" is no language. Give a tag of BCP 47: "de", "pt-BR", "zh-Hant".`;
  context.issues.push({ code: "custom", message, params: { code: "no-language", values: { tag: raw } }, input: raw });
  return z.NEVER;
});
/** English is always there, and first: the texts themselves are in it. */
const languages = z
  .array(language)
  .max(LIST)
  .default([...LOCALES])
  .transform((tags) => [...new Set(["en", ...tags])]);
/** By language; what is there in one that the conference does not offer is kept for when it does. */
const translated = <S extends z.ZodRawShape>(shape: S) => z.record(language, z.strictObject(shape)).default({});
const list = <T extends z.ZodType>(item: T) => z.array(item).max(LIST).default([]);

const Price = z.strictObject({
  label: filled,
  translations: translated({ label: filled }),
  from: localTime.nullable().default(null),
  until: localTime.nullable().default(null),
  price,
});

const Item = {
  code,
  name: filled,
  description: paragraph,
  taxPercent: percent.nullable().default(null),
  quotas: list(filled),
  prices: list(Price),
  isActive: z.boolean().default(true),
};

const Category = z.strictObject({
  ...Item,
  translations: translated({
    name: filled.optional(),
    description: paragraph.optional(),
    waiver: text(PARAGRAPH, true).optional(),
  }),
  eligibility: z.enum(ELIGIBILITIES).default("everyone"),
  waiver: paragraph,
  needsCode: z.boolean().default(false),
  needsForm: z.boolean().default(false),
});

const Service = z.strictObject({
  ...Item,
  translations: translated({ name: filled.optional(), description: paragraph.optional(), place: line.optional() }),
  mark: code.default("ticket"),
  place: line.default(""),
  startsAt: localTime.nullable().default(null),
  endsAt: localTime.nullable().default(null),
  blocksTime: z.boolean().default(true),
  maxPerPerson: z.int().min(1).max(100).default(1),
  isGift: z.boolean().default(false),
  namesGuests: z.boolean().default(false),
  asksDiet: z.boolean().default(false),
});

/** A promotion code is kept in capitals, however it is written. */
const Promotion = z.strictObject({
  code: z
    .string()
    .transform((raw) => spellCode(raw))
    .refine((spelt) => PROMOTION_CODE.test(spelt), {
      error: "Use 3 to 40 letters, digits and single hyphens: EARLY-10.",
      params: { code: "not-a-code" },
    }),
  label: filled,
  percent: percent.nullable().default(null),
  amount: price.nullable().default(null),
  categories: list(code),
  services: list(code),
  from: localTime.nullable().default(null),
  until: localTime.nullable().default(null),
  quota: filled.nullable().default(null),
  isActive: z.boolean().default(true),
});

/** Lists of tags are written with commas between, so a tag has none. */
const tag = filled.refine((text) => !text.includes(","), {
  error: "Take the comma out, or make it two tags.",
  params: { code: "tag-with-comma" },
});

const Session = z.strictObject({
  code,
  title: filled,
  description: paragraph,
  translations: translated({ title: filled.optional(), description: paragraph.optional() }),
  startsAt: neededTime,
  endsAt: neededTime,
  room: line.default(""),
  tags: list(tag),
  quota: filled.nullable().default(null),
  service: code.nullable().default(null),
  isPublished: z.boolean().default(true),
});

const Question = z.strictObject({
  key: code,
  type: z.enum(QUESTION_TYPES),
  label: filled,
  hint: text(PARAGRAPH).default(""),
  translations: translated({ label: filled.optional(), hint: text(PARAGRAPH).optional() }),
  isRequired: z.boolean().default(false),
  choices: list(
    z.strictObject({
      value: filled,
      label: filled,
      translations: z.record(language, filled).default({}),
    }),
  ),
  categories: list(code),
  eraseAfter: day.nullable().default(null),
  isActive: z.boolean().default(true),
});

const Conference = z.strictObject({
  slug: code,
  name: filled,
  subtitle: line.default(""),
  organiser: filled,
  contactEmail: z.email("Give the address that people write to: office@example.org.").max(254),
  city: filled,
  languages,
  translations: translated({
    name: filled.optional(),
    subtitle: line.optional(),
    city: filled.optional(),
    taxName: filled.optional(),
  }),
  timeZone: z.string().refine(isTimeZone, "Give a time zone of the IANA list: Europe/Lisbon."),
  startsOn: day,
  endsOn: day,
  currency: z.string().refine(isCurrency, "Give a currency of ISO 4217 in capitals: EUR."),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, "Give the colour as #0a7a8c, in small letters.")
    .default("#0a7a8c"),
  termsUrl: webAddress.nullable().default(null),
  privacyUrl: webAddress.nullable().default(null),
  linkPolicy: z.enum(["verify-first", "link-first"]).default("verify-first"),
  isOpen: z.boolean().default(true),
  changesFreeUntil: localTime.nullable().default(null),
  takesDelegations: z.boolean().default(false),
  delegationLimit: z.int().min(1).max(10_000).nullable().default(null),
  secondaryLimit: z.int().min(0).max(20).nullable().default(null),
  /** Slug of the edition before this one. */
  previous: code.nullable().default(null),
  taxPercent: percent.default(0),
  taxName: filled.default("VAT"),
  taxNumber: line.default(""),
});

const Payment = z.strictObject({
  ways: z.array(z.enum(OFFERED_WAYS)).min(1, `Give at least one of: ${OFFERED_WAYS.join(", ")}.`),
  transferDays: z.int().min(1).max(365).default(14),
  referencePrefix: z
    .string()
    .refine(isReferencePrefix, "Give up to eleven capitals and digits, a letter first: MAR27."),
  bank: z
    .strictObject({
      accountHolder: filled,
      iban,
      bic: z
        .string()
        .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "Give the BIC's 8 or 11 capitals and digits.")
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
});

const Indico = z.strictObject({
  /** Left out: the installation's INDICO_URL. */
  url: webAddress.optional(),
  /** Left out: stays as it is. Null: the installation's INDICO_TOKEN. */
  token: z.string().min(1).max(500).nullable().optional(),
  eventId: z.int().positive(),
  formId: z.int().positive(),
  mapping: IndicoMapping.prefault({}),
});

/** The whole set-up of a conference, as `conference import` takes it and `conference export` writes it. */
export const ConferenceFile = z.strictObject({
  format: z.literal(FILE_FORMAT, `Begin the file with "format": "${FILE_FORMAT}".`),
  conference: Conference,
  payment: Payment,
  indico: Indico.nullable().default(null),
  quotas: list(z.strictObject({ name: filled, capacity: z.int().min(0).max(1_000_000) })),
  categories: list(Category),
  services: list(Service),
  sessions: list(Session),
  promotions: list(Promotion),
  questions: list(Question),
});

export type ConferenceFile = z.output<typeof ConferenceFile>;

/** The set-up with every default filled in, prices and times in their one spelling, and without the secret. */
export type Setup = Omit<ConferenceFile, "indico"> & {
  indico: { url: string; eventId: number; formId: number; mapping: IndicoMapping } | null;
};
export type SetupCategory = Setup["categories"][number];
export type SetupService = Setup["services"][number];
export type SetupSession = Setup["sessions"][number];
export type SetupPromotion = Setup["promotions"][number];
export type SetupQuestion = Setup["questions"][number];
export type SetupPrice = SetupCategory["prices"][number];
