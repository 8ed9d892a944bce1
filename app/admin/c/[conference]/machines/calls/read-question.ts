import { type CallQuestion, METHOD_NAMES } from "@/lib/convio/search-calls";

type Said = Record<string, string | string[] | undefined>;

/** What of the log an address asks for, and what of it was typed, to fill the form again; what it cannot mean is left out. */
export function readCallQuestion(said: Said): { question: CallQuestion; typed: Record<string, string> } {
  const text = (name: string) => (typeof said[name] === "string" ? said[name] : "");
  const number = (name: string) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : null);
  const method = METHOD_NAMES.includes(text("method")) ? text("method") : null;
  const code = text("code") === "failed" ? "failed" : number("code");
  const question = { credentialId: number("machine"), method, code, beforeId: number("before") } as const;
  const typed = { machine: question.credentialId, method, code };
  return {
    question,
    typed: Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  };
}
