import { XMLParser, XMLValidator } from "fast-xml-parser";
import {
  CAPS,
  type DocumentNode,
  hasForbiddenCharacter,
  isForbiddenName,
  type ReadNode,
} from "@/lib/convio/document-node";
import { refuse } from "@/lib/convio/errors";
import { ok } from "@/lib/result";

/** Order is kept and nothing is interpreted: values stay strings, and references are resolved here. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  cdataPropName: "#cdata",
});

/**
 * Reads one XML document. Declarations of types and entities are refused before anything is parsed, and so is what is
 * larger, deeper or fuller of attributes than any document of ours, by a walk over the text that takes its length in
 * time; then it is validated, and only then parsed.
 */
export function readXml(text: string): ReadNode {
  if (/<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) {
    return refuse(2766, "registration_document must not declare a DOCTYPE or entities.");
  }
  const problem = findExcess(text);
  if (problem) return refuse(2766, `registration_document ${problem}.`);
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    return refuse(2766, `registration_document is not well-formed XML (line ${valid.err.line}).`);
  }
  try {
    const roots = toNodes(parser.parse(text));
    const [root] = roots;
    return root && roots.length === 1 ? ok(root) : refuse(2766, "registration_document must have one root element.");
  } catch {
    // The parser throws on names that could change an object, and `toNode` on references that stand for nothing.
    return refuse(2766);
  }
}

/** Walks over the tags once. @returns what is wrong, as the end of a sentence */
function findExcess(text: string): string | null {
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  let roots = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const end = endOfMarkup(text, at);
    if (end < 0) return "is not well-formed XML";
    const second = text[at + 1];
    if (second === "/") {
      depth -= 1;
      if (depth < 0) return "is not well-formed XML";
    } else if (second !== "!" && second !== "?") {
      if (depth === 0) roots += 1;
      elements += 1;
      const own = countEquals(text, at, end);
      attributes += own;
      if (own > CAPS.attributesOfElement || attributes > CAPS.attributes) return "has too many attributes";
      if (text[end - 2] !== "/") depth += 1;
      if (depth > CAPS.depth) return "is nested too deeply";
      if (elements > CAPS.elements) return "has too many elements";
      if (roots > 1) return "must have one root element";
    }
    at = end;
  }
  return roots === 1 && depth === 0 ? null : "is not well-formed XML";
}

/** The index behind the mark-up that begins at `at`; -1 where it has no end. */
function endOfMarkup(text: string, at: number): number {
  const closing = text.startsWith("<!--", at)
    ? "-->"
    : text.startsWith("<![CDATA[", at)
      ? "]]>"
      : text.startsWith("<?", at)
        ? "?>"
        : null;
  if (closing) {
    const end = text.indexOf(closing, at + (closing === "-->" ? 4 : 2));
    return end < 0 ? -1 : end + closing.length;
  }
  if (text[at + 1] === "!") return -1;
  let quote = "";
  for (let index = at + 1; index < text.length; index++) {
    const character = text[index] ?? "";
    if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return index + 1;
    else if (character === "<") return -1;
  }
  return -1;
}

/** Outside of quotes an equals sign belongs to an attribute. */
function countEquals(text: string, from: number, to: number): number {
  let count = 0;
  let quote = "";
  for (let index = from; index < to; index++) {
    const character = text[index] ?? "";
    if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "=") count += 1;
  }
  return count;
}

/** What the parser makes of an element: its name as the one key, a list of what lies inside as the value. */
type Parsed = Readonly<Record<string, readonly Parsed[] | string>>;

function toNodes(parsed: readonly Parsed[]): DocumentNode[] {
  return parsed.flatMap((one) => {
    const [name = ""] = Object.keys(one);
    return name === "#text" || name === "#cdata" || name.startsWith("?") ? [] : [toNode(name, one[name] as Parsed[])];
  });
}

/** @throws Error on a reference or a name that is refused */
function toNode(name: string, inside: readonly Parsed[]): DocumentNode {
  if (isForbiddenName(name)) throw new Error("A forbidden name");
  const text = inside.map(textOf).join("").trim();
  if (hasForbiddenCharacter(text)) throw new Error("A forbidden character");
  return { name, text, children: toNodes(inside) };
}

function textOf(one: Parsed): string {
  if (typeof one["#text"] === "string") return resolveReferences(one["#text"]);
  const cdata = one["#cdata"];
  return Array.isArray(cdata) ? cdata.map((part: Parsed) => String(part["#text"] ?? "")).join("") : "";
}

const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @throws Error on any that is neither predefined nor the number of a character */
function resolveReferences(text: string): string {
  return text.replace(/&([^;&\s]{0,12});?/g, (all, name: string) => {
    const digits = /^#(\d{1,7})$/.exec(name)?.[1];
    const hexadecimal = /^#x([\da-f]{1,6})$/i.exec(name)?.[1];
    const code = digits ? Number(digits) : hexadecimal ? Number.parseInt(hexadecimal, 16) : null;
    const resolved = code === null ? PREDEFINED[name] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (resolved === undefined || !all.endsWith(";")) throw new Error("A reference that stands for nothing");
    return resolved;
  });
}
