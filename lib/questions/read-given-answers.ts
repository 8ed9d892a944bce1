import { err, ok, type Result } from "@/lib/result";
import type { QuestionView, RawAnswers } from "./check-answers";

/** An answer as a machine sends it: one text, choices by value and several of them with commas between. */
export type GivenAnswer = { questionId: number | null; key: string | null; response: string };

type Asked = QuestionView & { readonly id: number };

/**
 * Answers of a machine as a form would have sent them, by the questions' keys. The id names the question, else its key.
 * Refused, with its place in the list: a question that is not there, or is answered twice.
 */
export function readGivenAnswers(
  questions: readonly Asked[],
  given: readonly GivenAnswer[],
): Result<RawAnswers, { code: "unknown-question" | "answered-twice"; index: number }> {
  const raw: Record<string, readonly string[]> = {};
  for (const [index, { questionId, key, response }] of given.entries()) {
    const question = questions.find((one) => (questionId === null ? one.key === key : one.id === questionId));
    if (!question) return err({ code: "unknown-question", index });
    if (Object.hasOwn(raw, question.key)) return err({ code: "answered-twice", index });
    raw[question.key] = valuesOf(question, response);
  }
  return ok(raw);
}

function valuesOf({ type, choices }: Asked, response: string): readonly string[] {
  if (response === "") return [];
  if (type === "consent") return [response.toLowerCase()];
  // A value may have a comma of its own.
  if (type !== "many_choices" || choices.some(({ value }) => value === response)) return [response];
  return response.split(",").map((value) => value.trim());
}
