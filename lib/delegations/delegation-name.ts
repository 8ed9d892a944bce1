import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

export const LONGEST_NAME = 100;

/** A delegation's name as it is kept: one line with a letter or a digit in it, blanks as one. */
export function checkDelegationName(raw: string): Result<string, "not-a-name"> {
  const text = cleanText(raw.replace(/\s+/gu, " "), { maxLength: LONGEST_NAME });
  return text.ok && /[\p{L}\p{N}]/u.test(text.value) ? ok(text.value) : err("not-a-name");
}

/** The name as it is compared: two delegations of one conference never have the same. */
export function keyOfName(name: string): string {
  return name.normalize("NFKC").replace(/\s+/gu, " ").trim().toLowerCase().normalize("NFC");
}
