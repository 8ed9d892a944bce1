import type { Choice } from "@/lib/registration/many/chosen";
import { selectionQuery } from "./read-selection";

/** A selection as a form carries it on. */
export function SelectionFields({ selection }: { selection: Choice }) {
  return [...selectionQuery(selection)].map(([name, value]) => (
    <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
  ));
}
