import type { Json } from "@/lib/audit/canonical-json";
import { allowedInXml } from "@/lib/text/allowed-in-xml";

/** One entity as a list shows it. A deleted one carries only what names it. */
export type RenderedRow = { entityId: string; state: "current" | "deleted"; payload: Json };

/** What was shown once and is no more: nothing of it is said but that. */
export function deletedRow(entityId: string): RenderedRow {
  return { entityId, state: "deleted", payload: {} };
}

/** A text as lists for the event app show it: NFC, trimmed, without what XML 1.0 cannot hold; null for none. */
export function feedText(text: string | null): string | null {
  const shown = allowedInXml(text ?? "")
    .normalize("NFC")
    .trim();
  return shown === "" ? null : shown;
}
