import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import type { DocumentNode } from "@/lib/convio/document-node";
import { maskNumbers } from "@/lib/convio/mask-numbers";
import { readJson } from "@/lib/convio/read-json";
import { readXml } from "@/lib/convio/read-xml";
import { renderAnswer } from "@/lib/convio/render-answer";

/** Elements of which nothing may be kept, those that clients name in their own way among them. */
const SECRET = /card|cvv|cvc|verification|password/i;
/** Characters written by their number: they hide what a text says. */
const REFERENCE = /&#|\\u/i;

/**
 * A registration document as staff's form may keep it: long numbers masked, and nothing of a card or a password. Where it
 * speaks of one, or hides a character, it is written anew from what was read of it, without them; "" where it cannot be
 * read.
 */
export function keepableDocument(document: string): string {
  const text = document.replace(/^\uFEFF/, "").trim();
  const isJson = text.startsWith("{");
  const root = isJson ? readJson(text) : readXml(text);
  const isPlain = !SECRET.test(text) && !REFERENCE.test(text);
  if (!root.ok) return isPlain ? maskNumbers(document) : "";
  if (isPlain && !hidesNumber(root.value)) return maskNumbers(document);
  return renderAnswer(withoutSecrets(root.value), isJson ? "json" : "xml");
}

/** A number in pieces is none in the text, and one in what is read: "4242<!-- -->4242". */
function hidesNumber({ text, children }: DocumentNode): boolean {
  return maskNumbers(text) !== text || children.some(hidesNumber);
}

function withoutSecrets({ name, text, children }: DocumentNode): AnswerElement {
  const kept = children.filter((child) => !SECRET.test(child.name));
  return children.length ? group(name, kept.map(withoutSecrets)) : leaf(name, maskNumbers(text) || null);
}
