import type { ConvioRefusal } from "@/lib/convio/errors";
import type { Result } from "@/lib/result";

/** An element of a document, from XML or from JSON: its text, trimmed, and what lies inside, in their order. */
export type DocumentNode = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly DocumentNode[];
};

export type ReadNode = Result<DocumentNode, ConvioRefusal>;

/** No document needs more; beyond them it is hostile. Depth counts the root. */
export const CAPS = {
  bytes: 128 * 1024,
  elements: 6_000,
  attributesOfElement: 16,
  attributes: 3_000,
  depth: 8,
} as const;

/** Names with which a parser or an object could be tricked. */
export function isForbiddenName(name: string): boolean {
  return name === "__proto__" || name === "constructor" || name === "prototype";
}

/** Text that no XML 1.0 document may hold, or that was no text in its encoding (U+FFFD stands in its place). */
export function hasForbiddenCharacter(text: string): boolean {
  return /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFC}\u{10000}-\u{10FFFF}]/u.test(text);
}
