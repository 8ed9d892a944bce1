export type AnswerFormat = "xml" | "json";

/** What was tried last, and what was answered; the document is kept without secrets. */
export type KeptTry = { code: number; answer: string };

export type TryValues = { machine: string; method: string; format: AnswerFormat; document: string };

export function readFormat(text: string): AnswerFormat {
  return text === "json" ? "json" : "xml";
}

/** The form of a conference's tries. */
export function keptTryOf(conferenceId: number): string {
  return `machines.try:${conferenceId}`;
}
