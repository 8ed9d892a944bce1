import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import type { Choice } from "@/lib/registration/many/chosen";
import { filterOfQuery, filterQuery } from "@/lib/registration/search/filter";

/** Whom a list's form is for: all that its query finds where that is said, else the ticked rows. */
export function readSelection(form: FormValues): Choice {
  if (singleValue(form, "scope") === "all") return { query: filterQuery(filterOfQuery(singleValue(form, "query"))) };
  return { publicIds: allValues(form, "id").filter(isPublicId) };
}

/** The selection as an address carries it to the next page. */
export function selectionQuery(selection: Choice): URLSearchParams {
  if ("query" in selection) return new URLSearchParams({ scope: "all", query: selection.query });
  const query = new URLSearchParams({ scope: "ticked" });
  for (const id of selection.publicIds) query.append("id", id);
  return query;
}

/** The selection of an address. */
export function selectionOf(searchParams: Record<string, string | string[] | undefined>): Choice {
  const values: FormValues = {};
  for (const name of ["scope", "query", "id"]) {
    const value = searchParams[name];
    if (value !== undefined) values[name] = value;
  }
  return readSelection(values);
}
