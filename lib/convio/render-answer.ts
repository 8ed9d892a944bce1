import type { AnswerElement } from "@/lib/convio/answer-tree";
import { allowedInXml } from "@/lib/text/allowed-in-xml";

export type AnswerFormat = "xml" | "json";

/** Source: the original's examples (tests beside this file); an old client reads the XML only by this type. */
export const CONTENT_TYPES: Record<AnswerFormat, string> = {
  xml: "text/xml; charset=UTF-8",
  json: "application/json; charset=UTF-8",
};

const NAMESPACES =
  'xsi:schemaLocation="http://convio.com/crm/v1.0 http://service.convio.net/xmlschema/crm.public.v1.xsd" xmlns="http://convio.com/crm/v1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** An answer as the caller asked for it. */
export function renderAnswer(root: AnswerElement, format: AnswerFormat): string {
  return format === "json" ? renderJson(root) : renderXml(root);
}

/** One document with declaration, namespace and schema; nil elements say so; what XML 1.0 does not allow is left out. */
export function renderXml(root: AnswerElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, ` ${NAMESPACES}`)}`;
}

function renderElement({ name, attributes = {}, content }: AnswerElement, more = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const head = `${name}${more}${written.join("")}`;
  if (content === null) return `<${head} xsi:nil="true"/>`;
  const inner = typeof content === "string" ? escapeXml(content) : content.map((one) => renderElement(one)).join("");
  return inner === "" ? `<${head}/>` : `<${head}>${inner}</${name}>`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;" };

function escapeXml(text: string): string {
  return allowedInXml(text).replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

type JsonValue = string | null | { [key: string]: JsonValue | JsonValue[] };

/**
 * Derived from the XML: every value a string, nil null, attributes keys beside the text as `content`. A repeated
 * element is an object when there is one and an array when there are more.
 */
export function renderJson(root: AnswerElement): string {
  return JSON.stringify({ [root.name]: toJson(root) });
}

function toJson({ attributes, content }: AnswerElement): JsonValue {
  if (content === null) return null;
  if (typeof content !== "string") return { ...attributes, ...fieldsOf(content) };
  const text = allowedInXml(content);
  if (!attributes) return text;
  return text === "" ? { ...attributes } : { ...attributes, content: text };
}

function fieldsOf(elements: readonly AnswerElement[]): { [key: string]: JsonValue | JsonValue[] } {
  const byName = Map.groupBy(elements, ({ name }) => name);
  return Object.fromEntries(
    [...byName].map(([name, [first, ...others]]) => {
      if (!first) throw new Error("A group of none");
      return [name, others.length ? [first, ...others].map(toJson) : toJson(first)];
    }),
  );
}
