/** The texts of a form, by name; several of one name as a list. */
export type FormValues = Record<string, string | string[]>;

const MOST_VALUES = 500;
const LONGEST_VALUE = 20_000;

/**
 * The texts that a form sent; files are left out. What no form of ours could send is cut: more than 500 values, and
 * values after 20,000 characters. Lines end as "\n", not as forms send them; U+0000, which PostgreSQL cannot keep,
 * becomes U+FFFD.
 */
export function formValues(form: FormData): FormValues {
  const values: FormValues = {};
  let count = 0;
  for (const [name, value] of form) {
    if (typeof value !== "string" || ++count > MOST_VALUES) continue;
    const key = clean(name.slice(0, LONGEST_VALUE));
    const text = clean(value.slice(0, LONGEST_VALUE));
    const before = Object.hasOwn(values, key) ? values[key] : undefined;
    // Not an assignment: a field named `__proto__` would be one of the object's own prototype.
    const now = before === undefined ? text : [before, text].flat();
    Object.defineProperty(values, key, { value: now, enumerable: true, configurable: true, writable: true });
  }
  return values;
}

/** The one text of a name, whole, however long: for whoever looks at its length themselves. "" as `singleValue`. */
export function wholeValue(form: FormData, name: string): string {
  const values = form.getAll(name);
  return values.length === 1 && typeof values[0] === "string" ? clean(values[0]) : "";
}

/** The one text of a name; "" when it was not sent, or several times. */
export function singleValue(values: FormValues, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === "string" ? value : "";
}

/** All texts of a name. */
export function allValues(values: FormValues, name: string): string[] {
  return Object.hasOwn(values, name) ? [values[name] ?? []].flat() : [];
}

function clean(text: string): string {
  return text.toWellFormed().replaceAll("\r\n", "\n").replaceAll("\u0000", "\ufffd");
}
