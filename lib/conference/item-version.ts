import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/audit/canonical-json";

/** A short name for what something of the set-up says now: a form carries it, so that a change meanwhile is noticed. */
export function versionOf(part: object | null): string {
  return createHash("sha256")
    .update(canonicalJson(part as Json))
    .digest("base64url")
    .slice(0, 16);
}
