import type { Json } from "@/lib/audit/canonical-json";
import type { SetupChange } from "@/lib/conference/compare-fields";
import { nameOfEntry } from "@/lib/conference/file-problem";

/** One value that a change replaces, spelt as in the file; null where there is none. */
export type ValueChange = { place: string; before: string | null; after: string | null };

/**
 * What a change of the set-up replaces, down to single values: `prices (Early).price` from "540.00" to "560.00". Entries
 * of a list are compared by their names, so that one put in before them changes none of them; of a list that only
 * changed its order the names are given in both.
 */
export function compareValues({ audit }: SetupChange): ValueChange[] {
  const [before, after] = [membersOf(audit.before), membersOf(audit.after)];
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((field) => {
    const [old, wanted] = [flatten(before[field], field), flatten(after[field], field)];
    const places = [...new Set([...wanted.keys(), ...old.keys()])].filter((at) => old.get(at) !== wanted.get(at));
    const changes = places.map((place) => toChange(place, old.get(place), wanted.get(place)));
    if (changes.length) return changes;
    const [oldOrder, order] = [namesIn(before[field]), namesIn(after[field])];
    return oldOrder === order ? [] : [toChange(field, oldOrder, order)];
  });
}

function toChange(place: string, before: string | undefined, after: string | undefined): ValueChange {
  return { place, before: before ?? null, after: after ?? null };
}

/** Every single value by its place; what is empty has none. */
function flatten(value: Json | undefined, place: string): Map<string, string> {
  if (value === undefined || value === null || value === "") return new Map();
  if (typeof value !== "object") return new Map([[place, place === "position" ? ordinal(value) : String(value)]]);
  if (!Array.isArray(value)) {
    return new Map(Object.entries(value).flatMap(([key, member]) => [...flatten(member, `${place}.${key}`)]));
  }
  if (value.every(isSingle)) return value.length ? new Map([[place, value.join(", ")]]) : new Map();
  const names = value.map(nameOfEntry);
  return new Map(
    value.flatMap((entry, i) => {
      const name = names[i];
      const isAlone = name !== undefined && names.indexOf(name) === names.lastIndexOf(name);
      return [...flatten(entry, isAlone ? `${place} (${name})` : `${place}[${i}]`)];
    }),
  );
}

/** Places in a list are counted from one where people read them. */
function ordinal(position: Json): string {
  return String(Number(position) + 1);
}

function namesIn(value: Json | undefined): string {
  return Array.isArray(value) ? value.map((entry) => nameOfEntry(entry) ?? "").join(", ") : "";
}

function isSingle(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

function membersOf(value: Json | undefined): Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
