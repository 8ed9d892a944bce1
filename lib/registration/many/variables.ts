import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";

/** What a mail to many may say of each person, written in braces: "Dear {name}". */
export const VARIABLES = [
  "name",
  "first-name",
  "last-name",
  "number",
  "category",
  "conference",
  "link",
  "reference",
  "total",
  "owing",
] as const;
type Variable = (typeof VARIABLES)[number];

/** One person, as the variables tell of them. */
export type Addressed = {
  firstName: string;
  lastName: string;
  email: string;
  number: string;
  category: string;
  conference: string;
  link: string;
  reference: string;
  /** Null: nothing was ordered. */
  currency: string | null;
  totalMinor: number;
  owingMinor: number;
};

const IN_BRACES = /\{([a-z]+(?:-[a-z]+)*)\}/g;

/** Words in braces that stand for nothing. */
export function unknownVariables(text: string): string[] {
  const known: readonly string[] = VARIABLES;
  return [
    ...new Set([...text.matchAll(IN_BRACES)].flatMap(([, name]) => (name && !known.includes(name) ? [name] : []))),
  ];
}

/** A text with what its variables stand for; what is put in is not looked at again. */
export function fillIn(text: string, person: Addressed, locale: Locale): string {
  const values = valuesOf(person, locale);
  return text.replaceAll(IN_BRACES, (whole, name: string) => values[name as Variable] ?? whole);
}

function valuesOf(person: Addressed, locale: Locale): Record<Variable, string> {
  const { firstName, lastName, email, currency, totalMinor, owingMinor } = person;
  const sum = (minor: number) => (currency ? formatMoney(money(minor, currency), locale) : "");
  return {
    name: `${firstName} ${lastName}`.trim() || email,
    "first-name": firstName,
    "last-name": lastName,
    number: person.number,
    category: person.category,
    conference: person.conference,
    link: person.link,
    reference: person.reference,
    total: sum(totalMinor),
    owing: sum(owingMinor),
  };
}
