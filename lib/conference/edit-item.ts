import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { type ChangeRefusal, changeSetup, type Edited } from "@/lib/conference/change-setup";
import type { Setup, SetupSession } from "@/lib/conference/conference-file";
import type { StoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem, ProblemReason } from "@/lib/conference/file-problem";
import { versionOf } from "@/lib/conference/item-version";
import { ownQuotaOf, placeSession, withOwnPlaces } from "@/lib/conference/own-quota";
import {
  type ListName,
  nameOf,
  type OfferedList,
  type OrderedList,
  renameReferences,
} from "@/lib/conference/rename-item";
import { err, ok, type Result } from "@/lib/result";

export type Item = Setup[ListName][number];

/** A problem of one item: `field` as its form names it ("prices.0.until"), null for what lies elsewhere in the set-up. */
export type ItemProblem = FileProblem & { field: string | null };

export type ItemRefusal =
  /** Somebody took the item, or the whole conference, away. */
  | { code: "gone" }
  /** Somebody saved it since the form was opened; `version` is of what it says now. */
  | { code: "changed-meanwhile"; version: string }
  | { code: "problems"; problems: ItemProblem[] };

type EditRefusal =
  | Extract<ItemRefusal, { code: "gone" | "changed-meanwhile" }>
  | { code: "used-by"; names: string[] }
  | { code: "places"; reason: ProblemReason };

type Of = { conferenceId: number; list: ListName; id: number };

export type Draft = {
  conferenceId: number;
  list: ListName;
  /** Null for a new item, which goes last. */
  id: number | null;
  /**
   * What the form says, of the shape that the conference's file has for it; it is checked as the file is. A session may
   * have `places`: so many of its own.
   */
  item: object;
  /** `versionOfItem` when the form was opened; of nothing for a new one. */
  version: string;
  /** A quota may be lowered below what is sold of it: those sold are kept, and no more is sold. */
  keepSold?: boolean;
};

/** What the save changed, by the fields' names in the file; none where all of it was said already. */
export type Saved = { fields: string[] };

/** Saves one category, service, session, quota, promotion code or question: all of it, or nothing and why. */
export async function saveItem(draft: Draft, by: Actor): Promise<Result<Saved, ItemRefusal>> {
  const { conferenceId, list, id, item } = draft;
  let at: ItemPlace = { list, at: -1, quotaAt: -1 };
  const edit = (before: Setup, stored: StoredConference): Result<Edited, EditRefusal> => {
    const index = id === null ? before[list].length : stored[list].findIndex((row) => row.id === id);
    const old: Item | null = before[list][index] ?? null;
    at = { ...at, at: index };
    if (id !== null) {
      if (!old) return err({ code: "gone" });
      const version = versionOfItem(before, list, old);
      if (version !== draft.version) return err({ code: "changed-meanwhile", version });
    }
    const placed = placeItem(before, list, old, item);
    if (!placed.ok) return err({ code: "places", reason: placed.error });
    const { setup, session: wanted, quotaAt, rename: quotaRename } = placed.value;
    at = { ...at, quotaAt };
    const items: readonly object[] = setup[list];
    if (id === null) return ok({ setup: { ...setup, [list]: [...items, wanted] } });
    const quotaId = stored.quotas.find(({ name }) => name === quotaRename?.from)?.id;
    const [from, to] = [old ? nameOf(old) : "", wantedName(item)];
    const renames = [
      ...(quotaRename && quotaId !== undefined ? [{ ...quotaRename, id: quotaId }] : []),
      ...(to !== null && to !== from ? [{ list, id, from, to }] : []),
    ];
    const rest = renames.reduce((renamed, rename) => renameReferences(renamed, rename), setup);
    return ok({ setup: { ...rest, [list]: items.with(index, wanted) }, renames });
  };
  const name = wantedName(item);
  const hasCapacity = list === "quotas" || list === "sessions";
  const keepSold = draft.keepSold && hasCapacity && name !== null ? [name] : [];
  const changed = await changeSetup(conferenceId, edit, { by, keepSold });
  if (!changed.ok) return err(refusalOf(changed.error, at));
  return ok({ fields: changed.value.changes.flatMap(({ fields }) => fields) });
}

/** What an item's form shows, in one short name: a session's own places are part of it. */
export function versionOfItem(setup: Setup, list: ListName, item: Item): string {
  const hasOwn = list === "sessions" && ownQuotaOf(setup, item as SetupSession) !== null;
  return versionOf(hasOwn ? withOwnPlaces(setup, item as SetupSession) : item);
}

/** Of a session, its own places; anything else is what it is. */
function placeItem(setup: Setup, list: ListName, before: Item | null, item: object): ReturnType<typeof placeSession> {
  if (list === "sessions") return placeSession(setup, before as SetupSession | null, item);
  return ok({ setup, session: item, quotaAt: -1, rename: undefined });
}

/** Takes an item out that nobody bought, booked, chose or answered and nothing else names; a session with its places. */
export async function deleteItem({ conferenceId, list, id }: Of, by: Actor): Promise<Result<void, ItemRefusal>> {
  let at = -1;
  const edit = (setup: Setup, stored: StoredConference): Result<Edited, EditRefusal> => {
    const items: readonly Item[] = setup[list];
    at = stored[list].findIndex((row) => row.id === id);
    const item = items[at];
    if (!item) return err({ code: "gone" });
    const names = findUsers(setup, list, nameOf(item));
    if (names.length) return err({ code: "used-by", names });
    const own = list === "sessions" ? ownQuotaOf(setup, item as SetupSession) : null;
    const quotas = setup.quotas.filter((quota) => quota !== own);
    return ok({ setup: { ...setup, quotas, [list]: (setup[list] as readonly Item[]).toSpliced(at, 1) } });
  };
  const changed = await changeSetup(conferenceId, edit, { by });
  return changed.ok ? ok(undefined) : err(refusalOf(changed.error, { list, at, quotaAt: -1 }));
}

/** Offers an item again, or no longer; what was sold or answered stays. */
export function setActive(
  of: { conferenceId: number; list: OfferedList; id: number },
  isActive: boolean,
  by: Actor,
): Promise<Result<void, ItemRefusal>> {
  return changeInPlace(of, by, (items, at) => items.with(at, { ...(items[at] as Item), isActive } as Item));
}

/** Moves an item up or down in its list: the order in which people see it. */
export function moveItem(
  of: { conferenceId: number; list: OrderedList; id: number },
  step: -1 | 1,
  by: Actor,
): Promise<Result<void, ItemRefusal>> {
  return changeInPlace(of, by, (items, at) => {
    const [item, other] = [items[at], items[at + step]];
    return item && other ? items.with(at, other).with(at + step, item) : [...items];
  });
}

async function changeInPlace(
  { conferenceId, list, id }: Of,
  by: Actor,
  change: (items: readonly Item[], at: number) => Item[],
): Promise<Result<void, ItemRefusal>> {
  let at = -1;
  const edit = (setup: Setup, stored: StoredConference): Result<Edited, EditRefusal> => {
    at = stored[list].findIndex((row) => row.id === id);
    return at < 0 ? err({ code: "gone" }) : ok({ setup: { ...setup, [list]: change(setup[list], at) } });
  };
  const changed = await changeSetup(conferenceId, edit, { by });
  return changed.ok ? ok(undefined) : err(refusalOf(changed.error, { list, at, quotaAt: -1 }));
}

/** What names an item and would have to be changed first. */
export function findUsers({ indico, ...setup }: Setup, list: ListName, name: string): string[] {
  const { categories, services, sessions, promotions, questions } = setup;
  const mapping = indico?.mapping;
  switch (list) {
    case "quotas":
      return [
        ...[...categories, ...services].filter(({ quotas }) => quotas.includes(name)).map((item) => item.name),
        ...sessions.filter(({ quota }) => quota === name).map(({ title }) => title),
        ...promotions.filter(({ quota }) => quota === name).map(({ code }) => code),
      ];
    case "categories":
      return [
        ...questions.filter((question) => question.categories.includes(name)).map(({ label }) => label),
        ...sessions.filter((session) => session.categories.includes(name)).map(({ title }) => title),
        ...promotions.filter((promotion) => promotion.categories.includes(name)).map(({ code }) => code),
        ...(mapping?.categories.some(({ category }) => category === name) ? ["Indico"] : []),
      ];
    case "questions":
      return mapping?.fields.some(({ to }) => "question" in to && to.question === name) ? ["Indico"] : [];
    case "services":
      return [
        ...sessions.filter(({ service }) => service === name).map(({ title }) => title),
        ...promotions.filter((promotion) => promotion.services.includes(name)).map(({ code }) => code),
      ];
    case "rooms":
      return sessions.filter(({ room }) => room === name).map(({ title }) => title);
    case "tags":
      return sessions.filter(({ tags }) => tags.includes(name)).map(({ title }) => title);
    case "sessions":
    case "promotions":
      return [];
  }
}

/** The draft comes from a form: its name may be anything, or missing. */
function wantedName(item: object): string | null {
  const { code, key, name } = item as { code?: unknown; key?: unknown; name?: unknown };
  const wanted = "code" in item ? code : "key" in item ? key : name;
  return typeof wanted === "string" && wanted.trim() ? wanted.trim() : null;
}

/** Where an item lies in the set-up, and the quota that is a session's own. */
type ItemPlace = { list: ListName; at: number; quotaAt: number };

function refusalOf(refusal: ChangeRefusal<EditRefusal>, at: ItemPlace): ItemRefusal {
  if (refusal.code === "gone") return { code: "gone" };
  if (refusal.code === "problems") {
    return { code: "problems", problems: refusal.problems.map((problem) => withField(problem, at)) };
  }
  const { refusal: edit } = refusal;
  const problem = (message: string, field: string | null, reason: ProblemReason): ItemRefusal => ({
    code: "problems",
    problems: [{ place: at.list, message, field, reason }],
  });
  switch (edit.code) {
    case "used-by": {
      const names = edit.names.join(", ");
      return problem(`${names}: change these first.`, null, { code: "used-by", values: { names } });
    }
    case "places":
      return problem("Choose a quota or give places of its own, not both.", "places", edit.reason);
    default:
      return edit;
  }
}

/** The field by which the file knows an item of each list. */
export const NAMING_FIELDS = {
  categories: "code",
  services: "code",
  sessions: "code",
  rooms: "name",
  tags: "name",
  quotas: "name",
  promotions: "code",
  questions: "key",
} as const satisfies Record<ListName, string>;

function withField(problem: FileProblem, { list, at, quotaAt }: ItemPlace): ItemProblem {
  const [first, index, ...rest] = problem.path ?? [];
  if (first === "quotas" && index === quotaAt) return { ...problem, field: rest[0] === "capacity" ? "places" : "code" };
  // What concerns the item as a whole is said of its name; the other of the same name may stand before it or after.
  const isOurs = index === undefined || index === at || (rest.length === 0 && problem.reason?.code === "twice");
  if (first !== list || !isOurs) return { ...problem, field: null };
  // An entry of a plain list ("tags.2") has no field of its own.
  const steps = rest.length === 2 && typeof rest[1] === "number" ? rest.slice(0, 1) : rest;
  return { ...problem, field: steps.length ? steps.map(String).join(".") : NAMING_FIELDS[list] };
}
