import {
  CAPS,
  type DocumentNode,
  hasForbiddenCharacter,
  isForbiddenName,
  type ReadNode,
} from "@/lib/convio/document-node";
import { refuse } from "@/lib/convio/errors";
import { ok } from "@/lib/result";

/**
 * Reads a document of JSON in the shape that answers have: one key for the root, a repeated element as an object or as
 * a list, a value as string, number, boolean, null or `{"content": …}`.
 */
export function readJson(text: string): ReadNode {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refuse(2766, "registration_document is not valid JSON.");
  }
  const roots = Object.entries((parsed ?? {}) as Record<string, unknown>);
  const [root] = roots;
  if (!root || roots.length > 1) return refuse(2766, "registration_document must have one root key.");
  const walk = { elements: 0 };
  try {
    const nodes = toNodes(root[0], root[1], 1, walk);
    return nodes[0] && nodes.length === 1
      ? ok(nodes[0])
      : refuse(2766, "registration_document must have one root key.");
  } catch {
    return refuse(2766);
  }
}

/** Keys beside the text that come from attributes of the XML. */
const ATTRIBUTES = new Set([
  "required",
  "xsi:nil",
  "nil",
  "xmlns",
  "xmlns:xsi",
  "xsi:schemaLocation",
  "schemaLocation",
]);

/** @throws Error where the document is hostile or not of this shape */
function toNodes(name: string, value: unknown, depth: number, walk: { elements: number }): DocumentNode[] {
  if (depth > CAPS.depth || isForbiddenName(name)) throw new Error("Refused");
  if (Array.isArray(value)) return value.flatMap((one) => toNodes(name, one, depth + 1, walk));
  walk.elements += 1;
  if (walk.elements > CAPS.elements) throw new Error("Refused");
  if (value === null || typeof value !== "object") return [{ name, text: textOf(value), children: [] }];
  const entries = Object.entries(value);
  const children = entries
    .filter(([key]) => key !== "content" && !ATTRIBUTES.has(key))
    .flatMap(([key, inner]) => toNodes(key, inner, depth + 1, walk));
  const content = entries.find(([key]) => key === "content")?.[1];
  return [{ name, text: textOf(content), children }];
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object") throw new Error("Refused");
  const text = String(value).trim();
  if (hasForbiddenCharacter(text)) throw new Error("Refused");
  return text;
}
