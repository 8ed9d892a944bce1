import type { Json } from "@/lib/audit/canonical-json";

/** One entity as a list shows it. A deleted one carries only what names it. */
export type RenderedRow = { entityId: string; state: "current" | "deleted"; payload: Json };

/** What was shown once and is no more: nothing of it is said but that. */
export function deletedRow(entityId: string): RenderedRow {
  return { entityId, state: "deleted", payload: {} };
}

const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A text as lists for the event app show it: NFC, trimmed, without what XML 1.0 cannot hold; null for none. */
export function feedText(text: string | null): string | null {
  const shown = (text ?? "").toWellFormed().replace(NOT_IN_XML, "").normalize("NFC").trim();
  return shown === "" ? null : shown;
}
