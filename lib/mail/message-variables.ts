/** What a message to many may say of each person, `{first_name}`; the words that staff see are messages. */
export const MESSAGE_VARIABLES = ["first_name", "last_name", "number", "conference", "link"] as const;
export type MessageVariable = (typeof MESSAGE_VARIABLES)[number];

const VARIABLE = /\{([^{}\s]{1,40})\}/g;

/** The first variable of a text that there is not; null when all are known. */
export function findUnknownVariable(text: string): string | null {
  const known: readonly string[] = MESSAGE_VARIABLES;
  return [...text.matchAll(VARIABLE)].map(([, name = ""]) => name).find((name) => !known.includes(name)) ?? null;
}

/** The text with each variable's value in its place. */
export function fillVariables(text: string, values: Record<MessageVariable, string>): string {
  return text.replaceAll(VARIABLE, (whole, name: string) => (name in values ? values[name as MessageVariable] : whole));
}
