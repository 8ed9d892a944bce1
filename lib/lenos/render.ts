import type { LenosFormat } from "@/lib/lenos/read-call";
import type { ShownRow, Value } from "@/lib/lenos/show-row";

export const CONTENT_TYPES: Record<LenosFormat, string> = {
  json: "application/json; charset=utf-8",
  xml: "application/xml; charset=utf-8",
};

/** Elements of the lists inside a row; a list of any other name has `Item`. */
const INNER: Readonly<Record<string, string>> = {
  Persons: "Person",
  Sessions: "Session",
  Registrations: "Registration",
  Locations: "Location",
  SessionTags: "SessionTag",
  SessionAvailability: "Session",
  Changes: "Change",
  TagIds: "TagId",
  RegistrationTypes: "RegistrationType",
  ConflictsWith: "Session",
  Ignored: "Parameter",
  Scopes: "Scope",
};

/** The whole answer as text. The XML twin says the same: a null is left out, a list has an element of its own. */
export function render(answer: ShownRow, format: LenosFormat): string {
  if (format === "json") return JSON.stringify(answer);
  const content = Object.entries(answer).map(([name, value]) => element(name, value));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<LenosResponse version="1">${content.join("")}</LenosResponse>`;
}

/** A bare list, as JSON. */
export function renderBare(rows: readonly ShownRow[]): string {
  return JSON.stringify(rows);
}

function element(name: string, value: Value): string {
  if (value === null) return "";
  const tag = elementName(name);
  if (Array.isArray(value)) {
    const inner = INNER[name] ?? "Item";
    return `<${tag}>${value.map((one) => element(inner, one)).join("")}</${tag}>`;
  }
  if (typeof value === "object") {
    const inside = Object.entries(value).map(([key, one]) => element(key, one));
    return `<${tag}>${inside.join("")}</${tag}>`;
  }
  return `<${tag}>${typeof value === "string" ? escaped(value) : String(value)}</${tag}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

function escaped(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (character) => ESCAPES[character] ?? character) : text;
}

/** Names of questions are the organiser's own. */
function elementName(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) ? name : name.replace(/[^\w.-]/g, "_").replace(/^(?![A-Za-z_])/, "_");
}
