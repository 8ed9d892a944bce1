import { createHash } from "node:crypto";

type Waived = {
  /** Empty: nothing has to be accepted. */
  readonly waiver: string;
  readonly translations: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;
};

/**
 * Whether somebody accepted what a category demands: the words that it has now, in any of its languages.
 * @param acceptedText what they accepted; empty: nothing
 */
export function hasAccepted(category: Waived, acceptedText: string): boolean {
  return category.waiver === "" || (acceptedText !== "" && wordingsOf(category).includes(acceptedText));
}

/** Short for one wording: a form carries it, so that only what was read is accepted. */
export function waiverKey(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** The wording that a form's key names, of those that the category has now; null where it has changed since. */
export function findWording(category: Waived, key: string): string | null {
  return wordingsOf(category).find((text) => waiverKey(text) === key) ?? null;
}

function wordingsOf({ waiver, translations }: Waived): string[] {
  return [waiver, ...Object.values(translations).flatMap((texts) => texts.waiver ?? [])].filter(Boolean);
}
