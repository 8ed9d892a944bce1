import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";

/** An act that was done, and is not over for whoever did it. */
const WAITS = ["desk.money-suspense"];

type Said = string | string[] | undefined;

/** "payments.refunded", as `actAtDesk` writes it. */
const CODE = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/;

/** What became of the act that led here, by the code in the address; a code that we do not know says nothing. */
export function Outcome({ searchParams }: { searchParams: Record<string, Said> }) {
  const words = useOutcomeWords();
  const problem = words("problem", searchParams.problem);
  if (problem) {
    return (
      <Note tone="bad" role="alert">
        {problem}
      </Note>
    );
  }
  const done = words("done", searchParams.done);
  if (!done) return null;
  return (
    <Note tone={WAITS.includes(String(searchParams.done)) ? "wait" : "ok"} role="status">
      {done}
    </Note>
  );
}

function useOutcomeWords() {
  const t = useTranslations();
  return (kind: "done" | "problem", said: Said): string | null => {
    if (typeof said !== "string" || !CODE.test(said)) return null;
    const [area, code] = said.split(".");
    const key = (area === "desk" ? `admin.outcomes.${kind}.${code}` : `admin-${area}.outcomes.${kind}.${code}`) as Key;
    return t.has(key) ? t(key) : null;
  };
}

/** The key comes out of an address: that it is one is asked at run time. */
type Key = Parameters<ReturnType<typeof useTranslations<never>>>[0];
