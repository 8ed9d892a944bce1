import { err, ok, type Result } from "@/lib/result";

/** `maxLength` counts characters (code points); `multiline` lets line breaks and tabs through. */
export type TextRule = { maxLength: number; multiline?: boolean };

/** C0 and C1 controls, line and paragraph separators: they break logs, CSV rows, mail heads and XML. */
const CONTROLS = /[\p{Cc}\u2028\u2029]/u;
const CONTROLS_BUT_LINES = /[^\P{Cc}\n\t]|[\u2028\u2029]/u;
/** Embeddings, overrides and isolates make a badge read other than it is stored; XML 1.0 has no U+FFFE and U+FFFF. */
const DISGUISES = /[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

/**
 * What a person typed, as we keep it: Unicode NFC, line ends as "\n", blanks around it dropped; "" when nothing is left.
 * Every script, mark-up as text and the joiners that Persian and Indic names need pass unchanged.
 * Refused: control characters, bidirectional overrides, broken surrogates ("not-allowed-character"), too long a text.
 */
export function cleanText(
  raw: string,
  { maxLength, multiline = false }: TextRule,
): Result<string, "too-long" | "not-allowed-character"> {
  // Normalising grows a text at most threefold and may be slow: what is far too long is not even looked at.
  if (raw.length > maxLength * 8) return err("too-long");
  const text = raw.replaceAll("\r\n", "\n").normalize("NFC").trim();
  if (!text.isWellFormed() || DISGUISES.test(text) || (multiline ? CONTROLS_BUT_LINES : CONTROLS).test(text)) {
    return err("not-allowed-character");
  }
  return [...text].length > maxLength ? err("too-long") : ok(text);
}
