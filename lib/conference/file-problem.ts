import type { z } from "zod";

/** Why a place is wrong, for pages that say it in their reader's language; the message says the same in English. */
export type ProblemReason = { code: ProblemCode; values?: Record<string, string | number> };

export type ProblemCode =
  | "empty"
  | "too-long"
  | "not-allowed-character"
  | "twice"
  | "unknown-name"
  | "tag-with-comma"
  | "price-decimals"
  | "price-too-large"
  | "window-empty"
  | "windows-overlap"
  | "time-missing"
  | "time-needed"
  | "ends-before-start"
  | "no-such-time"
  | "choices-missing"
  | "choices-too-many"
  | "quota-below-taken"
  | "quota-taken"
  | "sold"
  | "holds-places"
  | "answered"
  | "answered-type"
  | "answered-choices"
  | "used-by"
  | "question-unknown"
  | "session-service-quota"
  | "session-service-booking"
  | "included-without-categories"
  | "closes-before-opening"
  | "waiting-without-quota"
  | "quota-or-places"
  | "quota-of-others"
  | "booked"
  | "booked-quota"
  | "no-language"
  | "not-a-code"
  | "code-too-short"
  | "quota-of-items"
  | "reduced-twice"
  | "reduced-by-nothing";

/** What is wrong with a file: where, and what to do about it. */
export type FileProblem = {
  place: string;
  message: string;
  /** The place as steps into the file, where it lies in it. */
  path?: readonly PropertyKey[];
  /** Absent where the shape of a value is wrong: then the message says what is wanted. */
  reason?: ProblemReason;
};

/**
 * Names a place as its author would look for it: `categories[2] (student).prices[0].until`.
 * @param file the file as it was given, whatever its shape
 */
export function namePlace(file: unknown, path: readonly PropertyKey[]): string {
  let here: unknown = file;
  let place = "";
  for (const step of path) {
    here = memberOf(here, step);
    if (typeof step !== "number") {
      place += place ? `.${String(step)}` : String(step);
      continue;
    }
    const name = nameOfEntry(here);
    place += `[${step}]${name ? ` (${name})` : ""}`;
  }
  return place || "the file";
}

/** What an entry of a list is called, whatever its shape. */
export function nameOfEntry(entry: unknown): string | undefined {
  return ["code", "key", "name", "value", "label"].map((key) => memberOf(entry, key)).find(isShortText);
}

function memberOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

function isShortText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 40;
}

const KINDS: Record<string, string> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list in [ ]",
  object: "an object in { }",
  record: "an object in { }",
};

/** zod's findings in words that say what to do; a message written beside a field goes before these. */
export function explainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type": {
      const wanted = KINDS[String(issue.expected)] ?? String(issue.expected);
      return issue.input === undefined ? `Missing. Give ${wanted}.` : `Give ${wanted}.`;
    }
    case "unrecognized_keys":
      return `Correct the spelling of ${quoted(issue.keys)} or take it out: there is no such field here.`;
    case "invalid_value":
      return `Give one of: ${issue.values.map(String).join(", ")}.`;
    case "too_small":
      return `Give ${issue.inclusive === false ? "more than " : ""}${issue.minimum}${unitOf(issue.origin)} or more.`;
    case "too_big":
      return `Give ${issue.maximum}${unitOf(issue.origin)} or less.`;
    case "invalid_union":
      return "None of the forms that docs/conference-file.md describes for this place fits.";
    default:
      return undefined;
  }
}

function quoted(keys: readonly PropertyKey[]): string {
  return keys.map((key) => `"${String(key)}"`).join(", ");
}

function unitOf(origin: string): string {
  return origin === "string" ? " characters" : origin === "array" ? " entries" : "";
}
