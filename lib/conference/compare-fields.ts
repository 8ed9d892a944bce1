import { canonicalJson, type Json } from "@/lib/audit/canonical-json";
import type { AuditEvent } from "@/lib/audit/chain";
import type { LIST_OBJECTS } from "@/lib/conference/rename-item";

/** One thing of the set-up that an import changed; `fields` is empty for what is new or taken out. */
export type SetupChange = {
  kind: "created" | "changed" | "removed";
  object: "conference" | "payment" | "indico" | (typeof LIST_OBJECTS)[keyof typeof LIST_OBJECTS];
  name: string;
  fields: string[];
  audit: AuditEvent;
};

type Fields = { [key: string]: unknown };

/**
 * What differs between a thing before and after; null where nothing does. The audit carries the fields that differ.
 * @param before null for what is new
 * @param after null for what was taken out
 */
export function compareFields(
  object: SetupChange["object"],
  name: string,
  before: object | null,
  after: object | null,
): SetupChange | null {
  const [old, wanted] = [(before ?? {}) as Fields, (after ?? {}) as Fields];
  const text = (value: unknown) => canonicalJson((value ?? null) as Json);
  const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
  const differing = keys.filter((key) => text(old[key]) !== text(wanted[key]));
  if (!differing.length) return null;
  const pick = (from: Fields) => Object.fromEntries(differing.map((key) => [key, from[key] ?? null])) as Json;
  const kind = before === null ? "created" : after === null ? "removed" : "changed";
  return {
    kind,
    object,
    name,
    fields: kind === "changed" ? differing : [],
    audit: {
      what: `${object}.${kind}`,
      object,
      objectId: name,
      ...(before ? { before: pick(old) } : {}),
      ...(after ? { after: pick(wanted) } : {}),
    },
  };
}
