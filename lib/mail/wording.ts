import { hasCatalogue, type Locale } from "@/lib/i18n/locales";
import type { Letter } from "@/lib/mail/compose";
import type { Letter as LetterName } from "@/lib/mail/queue-mail";

/** The organiser's own words of a letter; empty: Foyer's own. */
export type Wording = { subject: string; body: string };
/** The words that a letter takes, each with its language: that of the letter, or the nearest that has any. */
export type FoundWording = Wording & { subjectIn: Locale; bodyIn: Locale };

const OF_ALL = ["conference", "organiser", "city", "contact"] as const;
const OF_ORDERS = [...OF_ALL, "first-name", "last-name", "registration", "order", "amount", "link"] as const;
export type Variable = (typeof OF_ORDERS)[number];

/** What stands for a variable in one letter; one that the letter does not know is not there. */
export type VariableValues = Partial<Record<Variable, string>>;

/** The letters whose words may be changed, each with its variables. */
export const VARIABLES = {
  "verification-code": OF_ALL,
  "order-by-transfer": OF_ORDERS,
  "order-on-site": OF_ORDERS,
  "purchase-order-received": OF_ORDERS,
  "purchase-order-approved": OF_ORDERS,
  "purchase-order-declined": OF_ORDERS,
  "payment-confirmed": OF_ORDERS,
  "registration-confirmed": OF_ORDERS,
  "hold-lapsed": OF_ORDERS,
  "registration-cancelled": OF_ORDERS,
  "money-unmatched": [...OF_ALL, "order", "amount", "link"],
} as const satisfies Partial<Record<LetterName, readonly Variable[]>>;

export type WordedLetter = keyof typeof VARIABLES;
export const WORDED_LETTERS = Object.keys(VARIABLES) as WordedLetter[];

export function isWordedLetter(name: string): name is WordedLetter {
  return Object.hasOwn(VARIABLES, name);
}

const BRACES = /\{([^{}]*)\}/g;

/** The names in braces that the letter has no variable for, each once. */
export function findUnknownVariables(letter: WordedLetter, text: string): string[] {
  const known: readonly string[] = VARIABLES[letter];
  const names = [...text.matchAll(BRACES)].map(([, name = ""]) => name.trim());
  return [...new Set(names.filter((name) => !known.includes(name)))];
}

/** The words with every variable's value; one pass, so a value's own braces stay as they are. */
export function fillWording({ subject, body, ...rest }: FoundWording, values: VariableValues): FoundWording {
  const fill = (text: string) => text.replace(BRACES, (_, name: string) => values[name.trim() as Variable] ?? "");
  return { ...rest, subject: fill(subject), body: fill(body) };
}

/**
 * A letter in the organiser's words: the body takes the place of its paragraphs. Codes, sums, bank details and buttons
 * stay, since they are what the letter is for. In a language that we have no words in, the subject is the heading too.
 */
export function reword(letter: Letter, { subject, body, subjectIn, bodyIn }: FoundWording): Letter {
  const heads = subject && !hasCatalogue(subjectIn) ? { heading: subject, headingIn: subjectIn } : {};
  const worded = subject ? { ...letter, subject, ...heads } : letter;
  if (!body) return worded;
  const paragraphs = body
    .split(/\n\s*\n/)
    .map((text) => ({ kind: "paragraph" as const, text: text.trim(), lang: bodyIn }))
    .filter(({ text }) => text);
  const isParagraph = ({ kind }: Letter["blocks"][number]) => kind === "paragraph";
  const first = Math.max(0, letter.blocks.findIndex(isParagraph));
  const before = letter.blocks.slice(0, first);
  const after = letter.blocks.slice(first).filter((block) => !isParagraph(block));
  return { ...worded, blocks: [...before, ...paragraphs, ...after] };
}
