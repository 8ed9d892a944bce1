import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";

const DONE = [
  "approved",
  "check-in-undone",
  "checked-in",
  "declined",
  "money-accepted",
  "money-already-received",
  "money-suspense",
  "will-try-again",
] as const;

const PROBLEMS = [
  "already-checked-in",
  "already-decided",
  "already-paid",
  "no-decision",
  "not-an-amount",
  "not-checked-in",
  "not-found",
  "not-parked",
  "not-registered",
  "reason-not-readable",
  "wrong-way",
] as const;

type Said = string | string[] | undefined;

/** What became of the act that led here, by the code in the address; a code that we do not know says nothing. */
export function Outcome({ done, problem }: { done: Said; problem: Said }) {
  const t = useTranslations("admin.outcomes");
  const wrong = PROBLEMS.find((known) => known === problem);
  if (wrong) {
    return (
      <Note tone="bad" role="alert">
        {t(`problem.${wrong}`)}
      </Note>
    );
  }
  const well = DONE.find((known) => known === done);
  return well ? (
    <Note tone={well === "money-suspense" ? "wait" : "ok"} role="status">
      {t(`done.${well}`)}
    </Note>
  ) : null;
}
