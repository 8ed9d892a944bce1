import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import type { Selection } from "@/lib/registration/bulk/selection";
import { filterOfQuery, filterQuery } from "@/lib/registration/search/filter";

/** Whom a list's form is for: the ticked rows, or all that its query finds. */
export function readSelection(form: FormValues): Selection {
  if (singleValue(form, "scope") === "all") return { query: filterQuery(filterOfQuery(singleValue(form, "query"))) };
  return { publicIds: allValues(form, "id").filter(isPublicId) };
}

/** The selection as an address carries it to the next page. */
export function selectionQuery(selection: Selection): URLSearchParams {
  if ("query" in selection) return new URLSearchParams({ scope: "all", query: selection.query });
  const query = new URLSearchParams({ scope: "ticked" });
  for (const id of selection.publicIds) query.append("id", id);
  return query;
}

/** The selection of an address, and its hidden fields for the next form. */
export function selectionOf(searchParams: Record<string, string | string[] | undefined>): {
  selection: Selection;
  fields: { name: string; value: string }[];
} {
  const values: FormValues = {};
  for (const name of ["scope", "query", "id"]) {
    const value = searchParams[name];
    if (value !== undefined) values[name] = value;
  }
  const selection = readSelection(values);
  return { selection, fields: [...selectionQuery(selection)].map(([name, value]) => ({ name, value })) };
}
