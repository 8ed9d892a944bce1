/**
 * A reply without what no database keeps: U+0000 is left out, half of a surrogate pair becomes U+FFFD. Indico's own
 * database has neither; a proxy, a plugin or rubbish may.
 */
export function keepable(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\0", "").toWellFormed();
  if (Array.isArray(value)) return value.map(keepable);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [keepable(name), keepable(inner)]));
}
