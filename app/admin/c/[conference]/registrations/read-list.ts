import { isPublicId } from "@/lib/ids/public-id";
import { filterQuery, parseRegistrationFilter, type RegistrationFilter } from "@/lib/registration/search/filter";
import { type After, SORTS, type Sort } from "@/lib/registration/search/search-registrations";

/** The columns that a list may show; the name is always there. */
export const COLUMNS = [
  "number",
  "category",
  "state",
  "indico",
  "balance",
  "email",
  "country",
  "services",
  "way",
  "reference",
  "presence",
  "begun",
] as const;
export type ColumnName = (typeof COLUMNS)[number];

const AT_FIRST: readonly ColumnName[] = ["number", "category", "state", "indico", "balance"];

/** A list as its address says it. */
export type ListState = { filter: RegistrationFilter; sort: Sort; columns: ColumnName[]; after: After | null };

/** Columns that have room beside the panel, which says the rest. */
const BESIDE_PANEL: readonly ColumnName[] = ["category", "state", "balance"];

type SearchParams = Record<string, string | string[] | undefined>;

export function readList(parameters: SearchParams): ListState {
  const asked = [parameters.col ?? []].flat();
  const chosen = COLUMNS.filter((name) => asked.includes(name));
  const [, value, id] = /^(.*)~(\d{1,9})$/s.exec(String(parameters.after ?? "").slice(0, 400)) ?? [];
  return {
    filter: parseRegistrationFilter(parameters),
    // The form holds the sort that is; a head's button, pressed, says another after it.
    sort: SORTS.find((name) => name === [parameters.sort].flat().at(-1)) ?? "name",
    columns: chosen.length ? chosen : [...AT_FIRST],
    after: value !== undefined && id ? { value: value.replaceAll("\u0000", ""), id: Number(id) } : null,
  };
}

/** The query of a list: its filter, sort and columns where they are not as at first; never where a page begins. */
export function listQuery({ filter, sort, columns }: Omit<ListState, "after">): string {
  const query = new URLSearchParams(filterQuery(filter));
  if (sort !== "name") query.set("sort", sort);
  if (columns.join() !== AT_FIRST.join()) for (const column of columns) query.append("col", column);
  return query.toString();
}

/** Whose panel the address opens; null for nobody's. */
export function readOpen({ open }: SearchParams): string | null {
  return typeof open === "string" && isPublicId(open) ? open : null;
}

/** The address's query of this very page of the list, with or without a panel. */
export function pageQuery(list: ListState, open: string | null): string {
  const query = new URLSearchParams(listQuery(list));
  if (list.after) query.set("after", `${list.after.value}~${list.after.id}`);
  if (open) query.set("open", open);
  return query.toString();
}

/** The list as there is room for it while a panel is open. */
export function besidePanel(list: ListState): ListState {
  const columns = list.columns.filter((column) => BESIDE_PANEL.includes(column));
  return { ...list, columns };
}
