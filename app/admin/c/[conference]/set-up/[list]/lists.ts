import type { Item, ItemProblem } from "@/lib/conference/edit-item";
import { LISTS, type ListName } from "@/lib/conference/rename-item";

/** Where the catalogue's pages are. */
export function setUpPage(slug: string): string {
  return `/admin/c/${slug}/set-up`;
}

export function listPage(slug: string, list: ListName): string {
  return `${setUpPage(slug)}/${list}`;
}

/** Where people see the list: sessions stand in the agenda. */
export function shownListPage(slug: string, list: ListName): string {
  return list === "sessions" ? `/admin/c/${slug}/agenda` : listPage(slug, list);
}

/** The page of one item's form; null for a new one. */
export function itemPage(slug: string, list: ListName, id: number | null): string {
  return `${listPage(slug, list)}/${id ?? "new"}`;
}

/** The list that an address names; null for any other word. */
export function readList(named: string): ListName | null {
  return LISTS.find((list) => list === named) ?? null;
}

/** What people read of an item: its name; of a promotion code the code. */
export function titleOf(item: Item): string {
  if ("percent" in item) return item.code;
  return "label" in item ? item.label : "title" in item ? item.title : item.name;
}

/** The name under which an item's form is kept. */
export function keptName(list: ListName, id: number | null): string {
  return `catalogue.${list}:${id ?? "new"}`;
}

/** What was wrong with a kept form. */
export type KeptProblem = {
  /** Null for what lies elsewhere in the set-up. */
  field: string | null;
  place: string;
  message: string;
  code: string | null;
  values: Record<string, string | number>;
};

export type KeptProblems = {
  problems: KeptProblem[];
  /** Somebody else saved the item meanwhile. */
  isOverdue: boolean;
};

export const NOTHING_WRONG: KeptProblems = { problems: [], isOverdue: false };

export function keepable({ field, place, message, reason }: ItemProblem): KeptProblem {
  return { field, place, message, code: reason?.code ?? null, values: reason?.values ?? {} };
}
