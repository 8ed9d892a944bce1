/**
 * An answer of the dialect, rendered as XML or as JSON. A repeated element stands several times among its siblings, in
 * their order.
 */
export type AnswerElement = {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** A text, null for nil, or what lies inside. */
  readonly content: string | null | readonly AnswerElement[];
};

/** An element with a text; numbers and booleans are texts here too. Null and undefined are nil. */
export function leaf(name: string, value: string | number | boolean | null | undefined): AnswerElement {
  return { name, content: value === null || value === undefined ? null : String(value) };
}

export function group(name: string, content: readonly AnswerElement[]): AnswerElement {
  return { name, content };
}
