import { CAPS, type DocumentNode, hasForbiddenCharacter } from "@/lib/convio/document-node";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { readJson } from "@/lib/convio/read-json";
import { readXml } from "@/lib/convio/read-xml";
import {
  type Given,
  PAYMENT_ELEMENTS,
  QUESTION_ELEMENTS,
  REGISTRATION_ELEMENTS,
  type ReadAnswer,
  type ReadRegistration,
  type RegistrationDocument,
  TEAM_ELEMENTS,
} from "@/lib/convio/request-document";
import { err, ok, type Result } from "@/lib/result";

export const MOST_SECONDARIES = 20;
const ROOT = "processRegistrationRequest";

/**
 * Reads `registration_document`: XML, or JSON of the same shape where its first character is `{`. Elements in any order;
 * nil, empty and blank are "not given"; attributes and namespaces are ignored, unknown elements counted by name. A
 * secondary registration that nobody filled in is none. Refused
 * is what no event could take: malformed, too large, a single element twice (2766), no primary registration (2765), a
 * question that neither `id` nor `key` names (2764).
 */
export function readDocument(text: string): Result<RegistrationDocument, ConvioRefusal> {
  if (Buffer.byteLength(text) > CAPS.bytes) {
    return refuse(2766, "registration_document is too large: at most 128 KiB.");
  }
  const document = text.replace(/^\uFEFF/, "").trim();
  if (hasForbiddenCharacter(document)) return refuse(2766, "registration_document is not valid UTF-8 text.");
  const root = document.startsWith("{") ? readJson(document) : readXml(document);
  if (!root.ok) return root;
  if (root.value.name !== ROOT) return refuse(2766, `The root of registration_document must be ${ROOT}.`);
  try {
    return ok(interpret(root.value));
  } catch (error) {
    if (error instanceof Refused) return err(error.refusal);
    throw error;
  }
}

/** Ends the reading of a document from wherever it is. */
class Refused extends Error {
  constructor(readonly refusal: ConvioRefusal) {
    super("refused");
  }
}

function refuseReading(code: ConvioRefusal["code"], message: string): never {
  throw new Refused({ code, message });
}

function interpret(root: DocumentNode): RegistrationDocument {
  const unknown = new Set<string>();
  const primaries = root.children.filter(({ name }) => name === "primaryRegistration");
  const secondaries = root.children.filter(({ name }) => name === "secondaryRegistration");
  const [primary] = primaries;
  if (!primary) refuseReading(2765, "primaryRegistration is missing.");
  if (primaries.length > 1) refuseReading(2766, "primaryRegistration is given twice.");
  if (secondaries.length > MOST_SECONDARIES) {
    refuseReading(2766, `At most ${MOST_SECONDARIES} secondaryRegistration elements are taken.`);
  }
  const own = root.children.filter(({ name }) => !/^(primary|secondary)Registration$/.test(name));
  const top = readLeaves(own, "", ["eventId", ...SHARED], unknown);
  const inPrimary = readLeaves(
    leavesOf(primary),
    "primaryRegistration",
    [...REGISTRATION_ELEMENTS, ...SHARED],
    unknown,
  );
  return {
    eventId: top.eventId ?? null,
    payment: pick(PAYMENT_ELEMENTS, top, inPrimary),
    team: pick(TEAM_ELEMENTS, top, inPrimary),
    primary: {
      path: "primaryRegistration",
      elements: pick(REGISTRATION_ELEMENTS, inPrimary),
      questions: readQuestions(primary, "primaryRegistration", unknown),
    },
    secondaries: secondaries
      .map((secondary, index) => readSecondary(secondary, `secondaryRegistration[${index + 1}]`, unknown))
      .filter(isFilledIn),
    unknownElements: [...unknown],
  };
}

const SHARED = [...PAYMENT_ELEMENTS, ...TEAM_ELEMENTS] as const;

function readSecondary(node: DocumentNode, path: string, unknown: Set<string>): ReadRegistration {
  const elements = readLeaves(leavesOf(node), path, REGISTRATION_ELEMENTS, unknown);
  return { path, elements, questions: readQuestions(node, path, unknown) };
}

/** Whether it is more than what `getRegistrationDocument` gives of somebody to fill in. */
function isFilledIn({ elements, questions }: ReadRegistration): boolean {
  return Object.keys(elements).some((name) => name !== "partTypeId") || questions.some(({ response }) => response);
}

function leavesOf({ children }: DocumentNode): DocumentNode[] {
  return children.filter(({ name }) => name !== "question");
}

function readQuestions({ children }: DocumentNode, path: string, unknown: Set<string>): ReadAnswer[] {
  const questions = children.filter(({ name }) => name === "question");
  return questions.map((node, index) => {
    const named = (name: string) => node.children.find((child) => child.name === name)?.text || null;
    const own = `${path}.question[${shownName(named("id") ?? named("key")) ?? index + 1}]`;
    const {
      id = null,
      key = null,
      type = null,
      response = null,
    } = readLeaves(node.children, own, QUESTION_ELEMENTS, unknown);
    if (!id && !key) refuseReading(2764, `${own} has neither id nor key.`);
    return { path: own, id, key, type, response };
  });
}

/** What names a question in a message; not what some client put in its place. */
function shownName(name: string | null): string | null {
  return name !== null && /^([A-Za-z_][\w.-]{0,39}|\d{1,9})$/.test(name) && !/\d{10}/.test(name) ? name : null;
}

/** Elements with a value each; given twice, or with elements inside, the document is malformed. */
function readLeaves<Name extends string>(
  nodes: readonly DocumentNode[],
  path: string,
  names: readonly Name[],
  unknown: Set<string>,
): Partial<Record<Name, Given>> {
  const known = new Map<string, Name>(names.map((name) => [name, name]));
  const given = new Map<Name, Given | null>();
  for (const node of nodes) {
    // Shown so on a page of the original.
    const name = known.get(node.name === "eventid" ? "eventId" : node.name);
    if (name === undefined) {
      unknown.add(node.name);
      continue;
    }
    const own = path === "" ? name : `${path}.${name}`;
    if (given.has(name)) refuseReading(2766, `${own} is given twice.`);
    if (node.children.length) refuseReading(2766, `${own} must hold a value, and no elements.`);
    // A password is of no use here and must not come anywhere.
    const isGiven = node.text !== "" && name !== "password";
    given.set(name, isGiven ? { value: node.text, path: own } : null);
  }
  return Object.fromEntries([...given].filter(([, value]) => value !== null)) as Partial<Record<Name, Given>>;
}

/** The elements of these names; the first place that gives one wins. */
function pick<Name extends string>(
  names: readonly Name[],
  ...places: readonly Partial<Record<string, Given>>[]
): Partial<Record<Name, Given>> {
  const picked = names.flatMap((name) => {
    const given = places.find((place) => place[name])?.[name];
    return given ? [[name, given] as const] : [];
  });
  return Object.fromEntries(picked) as Partial<Record<Name, Given>>;
}
