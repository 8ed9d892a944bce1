import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { type ChangeRefusal, changeSetup, type Edited } from "@/lib/conference/change-setup";
import type { Setup } from "@/lib/conference/conference-file";
import type { StoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import { versionOf } from "@/lib/conference/item-version";
import { type ListName, nameOf, type OrderedList, renameReferences } from "@/lib/conference/rename-item";
import { err, ok, type Result } from "@/lib/result";

export type Item = Setup[ListName][number];

/** A problem of one item: `field` as its form names it ("prices.0.until"), null for what lies elsewhere in the set-up. */
export type ItemProblem = FileProblem & { field: string | null };

export type ItemRefusal =
  /** Somebody took the item, or the whole conference, away. */
  | { code: "gone" }
  /** Somebody saved it since the form was opened; `item` is what it says now. */
  | { code: "changed-meanwhile"; item: Item }
  | { code: "problems"; problems: ItemProblem[] };

type EditRefusal = Extract<ItemRefusal, { code: "gone" | "changed-meanwhile" }> | { code: "used-by"; names: string[] };

type Of = { conferenceId: number; list: ListName; id: number };

export type Draft = {
  conferenceId: number;
  list: ListName;
  /** Null for a new item, which goes last. */
  id: number | null;
  /** What the form says, of the shape that the conference's file has for it; it is checked as the file is. */
  item: object;
  /** `versionOf` the item when the form was opened; of nothing for a new one. */
  version: string;
  /** A quota may be lowered below what is sold of it: those sold are kept, and no more is sold. */
  keepSold?: boolean;
};

/** What the save changed, by the fields' names in the file; none where all of it was said already. */
export type Saved = { fields: string[] };

/** Saves one category, service, session, quota, promotion code or question: all of it, or nothing and why. */
export async function saveItem(draft: Draft, by: Actor): Promise<Result<Saved, ItemRefusal>> {
  const { conferenceId, list, id, item } = draft;
  let at = -1;
  const edit = (setup: Setup, stored: StoredConference): Result<Edited, EditRefusal> => {
    const items: readonly Item[] = setup[list];
    at = id === null ? items.length : stored[list].findIndex((row) => row.id === id);
    const before = items[at];
    if (id === null) return ok({ setup: { ...setup, [list]: [...items, item] } });
    if (!before) return err({ code: "gone" });
    if (versionOf(before) !== draft.version) return err({ code: "changed-meanwhile", item: before });
    const [from, to] = [nameOf(before), wantedName(item)];
    const rename = to !== null && to !== from ? { list, id, from, to } : undefined;
    const rest = rename ? renameReferences(setup, rename) : setup;
    return ok({ setup: { ...rest, [list]: items.with(at, item as Item) }, rename });
  };
  const name = wantedName(item);
  const keepSold = draft.keepSold && list === "quotas" && name !== null ? [name] : [];
  const changed = await changeSetup(conferenceId, edit, { by, keepSold });
  if (!changed.ok) return err(refusalOf(changed.error, list, at));
  return ok({ fields: changed.value.changes.flatMap(({ fields }) => fields) });
}

/** Takes an item out that nobody bought, chose or answered and nothing else names. */
export async function deleteItem({ conferenceId, list, id }: Of, by: Actor): Promise<Result<void, ItemRefusal>> {
  let at = -1;
  const edit = (setup: Setup, stored: StoredConference): Result<Edited, EditRefusal> => {
    const items: readonly Item[] = setup[list];
    at = stored[list].findIndex((row) => row.id === id);
    const item = items[at];
    if (!item) return err({ code: "gone" });
    const names = findUsers(setup, list, nameOf(item));
    return names.length ? err({ code: "used-by", names }) : ok({ setup: { ...setup, [list]: items.toSpliced(at, 1) } });
  };
  const changed = await changeSetup(conferenceId, edit, { by });
  return changed.ok ? ok(undefined) : err(refusalOf(changed.error, list, at));
}

/** Offers an item again, or no longer; what was sold or answered stays. */
export function setActive(
  of: { conferenceId: number; list: OrderedList; id: number },
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
  return changed.ok ? ok(undefined) : err(refusalOf(changed.error, list, at));
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

function refusalOf(refusal: ChangeRefusal<EditRefusal>, list: ListName, at: number): ItemRefusal {
  if (refusal.code === "gone") return { code: "gone" };
  if (refusal.code === "problems") {
    return { code: "problems", problems: refusal.problems.map((problem) => withField(problem, list, at)) };
  }
  if (refusal.refusal.code !== "used-by") return refusal.refusal;
  const names = refusal.refusal.names.join(", ");
  const message = `${names}: change these first.`;
  return {
    code: "problems",
    problems: [{ place: list, message, field: null, reason: { code: "used-by", values: { names } } }],
  };
}

/** The field by which the file knows an item of each list. */
export const NAMING_FIELDS = {
  categories: "code",
  services: "code",
  sessions: "code",
  quotas: "name",
  promotions: "code",
  questions: "key",
} as const satisfies Record<ListName, string>;

function withField(problem: FileProblem, list: ListName, at: number): ItemProblem {
  const [first, index, ...rest] = problem.path ?? [];
  // What concerns the item as a whole is said of its name; the other of the same name may stand before it or after.
  const isOurs = index === undefined || index === at || (rest.length === 0 && problem.reason?.code === "twice");
  if (first !== list || !isOurs) return { ...problem, field: null };
  // An entry of a plain list ("tags.2") has no field of its own.
  const steps = rest.length === 2 && typeof rest[1] === "number" ? rest.slice(0, 1) : rest;
  return { ...problem, field: steps.length ? steps.map(String).join(".") : NAMING_FIELDS[list] };
}
