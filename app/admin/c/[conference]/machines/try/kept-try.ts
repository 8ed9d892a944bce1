import type { TriedMethod } from "@/lib/convio/try-call";

export type AnswerFormat = "xml" | "json";

/** What was tried last, and what was answered; the document has its long numbers masked. */
export type KeptTry = { code: number; answer: string };

export type TryValues = { machine: string; method: TriedMethod | string; format: AnswerFormat; document: string };

export function readFormat(text: string): AnswerFormat {
  return text === "json" ? "json" : "xml";
}

/** The form of a conference's tries. */
export function keptTryOf(conferenceId: number): string {
  return `machines.try:${conferenceId}`;
}
