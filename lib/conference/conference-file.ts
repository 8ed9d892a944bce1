import { z } from "zod";
import { isReferencePrefix } from "@/lib/bank/creditor-reference";
import {
  code,
  colour,
  day,
  filled,
  iban,
  language,
  languages,
  line,
  list,
  localTime,
  neededTime,
  PARAGRAPH,
  paragraph,
  percent,
  price,
  tag,
  text,
  translated,
  webAddress,
} from "@/lib/conference/file-fields";
import { IndicoMapping } from "@/lib/indico/map-registration";
import { isCurrency } from "@/lib/money/currency";
import { PROMOTION_CODE, spellCode } from "@/lib/pricing/promotion";
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
export const BOOKING_MODES = ["none", "app", "portal", "included"] as const;
export const WAITING_LIST_MODES = ["auto", "offer"] as const;
export const TAG_KINDS = ["track", "type", "topic", "other"] as const;
export const OVERLAP_RULES = ["block", "warn", "off"] as const;

/** A programme has more entries than any other list. */
export const MOST_SESSIONS = 2_000;

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

const Session = z
  .strictObject({
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
    isCancelled: z.boolean().default(false),
    /** Left out: "portal" of what is sold with a service, else "none". */
    booking: z.enum(BOOKING_MODES).optional(),
    categories: list(code),
    opensAt: localTime.nullable().default(null),
    closesAt: localTime.nullable().default(null),
    leaveUntil: localTime.nullable().default(null),
    waitingPlaces: z.int().min(0).max(10_000).default(0),
    waitingListMode: z.enum(WAITING_LIST_MODES).default("auto"),
    offerHours: z.int().min(1).max(720).default(24),
    blocksTime: z.boolean().default(true),
  })
  .transform(({ booking, ...session }) => ({
    ...session,
    booking: booking ?? (session.service === null ? ("none" as const) : ("portal" as const)),
  }));

const degrees = (most: number) => z.number().min(-most).max(most).nullable().default(null);

const Room = z.strictObject({
  name: filled,
  building: line.default(""),
  floor: line.default(""),
  address: line.default(""),
  latitude: degrees(90),
  longitude: degrees(180),
  seats: z.int().min(0).max(1_000_000).nullable().default(null),
});

const Tag = z.strictObject({
  name: tag,
  kind: z.enum(TAG_KINDS).default("topic"),
  colour: colour.nullable().default(null),
  perPerson: z.int().min(1).max(1_000).nullable().default(null),
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
  sendToApp: z.boolean().default(false),
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
  colour: colour.default("#0a7a8c"),
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
  unpaidTakePart: z.boolean().default(false),
  overlapRule: z.enum(OVERLAP_RULES).default("block"),
  sessionsPerPerson: z.int().min(1).max(1_000).nullable().default(null),
  sessionsPerSlot: z.int().min(1).max(1_000).nullable().default(null),
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
  rooms: list(Room),
  tags: list(Tag),
  sessions: z.array(Session).max(MOST_SESSIONS).default([]),
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
export type SetupRoom = Setup["rooms"][number];
export type SetupTag = Setup["tags"][number];
export type SetupQuestion = Setup["questions"][number];
export type SetupPrice = SetupCategory["prices"][number];
