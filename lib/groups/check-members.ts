import "server-only";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { Tx } from "@/lib/db/client";
import { checkAnswers } from "@/lib/questions/check-answers";
import type { AskedQuestion } from "@/lib/questions/load-questions";
import { readGivenAnswers } from "@/lib/questions/read-given-answers";
import { hasAccepted } from "@/lib/registration/waiver";
import { err, ok, type Result } from "@/lib/result";
import type { FoundMember } from "./find-members";
import type { GroupRefusal } from "./group";

export type CheckedAnswer = { questionId: number; value: string | readonly string[] | boolean };

/**
 * The answers of each member by the rules of the details form, and what a draft of theirs answered before. A question
 * that wants a file cannot be answered here: required, it refuses whoever has not answered it before.
 */
export async function checkGroupAnswers(
  tx: Tx,
  catalogue: Catalogue,
  questions: readonly AskedQuestion[],
  members: readonly FoundMember[],
): Promise<Result<CheckedAnswer[][], GroupRefusal>> {
  const before = await findAnswers(tx, members);
  const checked: CheckedAnswer[][] = [];
  for (const [member, { answers, categoryId, draft }] of members.entries()) {
    const given = readGivenAnswers(questions, answers);
    if (!given.ok) return err({ member, ...given.error });
    const answeredBefore = before.get(draft?.id ?? 0) ?? new Set();
    const open = questions.map((question) => {
      const isKept = answeredBefore.has(question.id) && !Object.hasOwn(given.value, question.key);
      return isKept ? { ...question, isRequired: false } : question;
    });
    const categoryCode = catalogue.categories.find(({ id }) => id === categoryId)?.code ?? null;
    const valid = checkAnswers(open, given.value, { categoryCode });
    if (!valid.ok) {
      const [first] = valid.error;
      return err({ code: "answer", member, key: first?.key ?? "", why: first?.code ?? "required" });
    }
    const isGiven = ({ key }: AskedQuestion) => Object.hasOwn(given.value, key) && Object.hasOwn(valid.value, key);
    checked.push(
      questions.filter(isGiven).flatMap(({ id, key }) => {
        const value = valid.value[key];
        return value === null || value === undefined || value instanceof File ? [] : [{ questionId: id, value }];
      }),
    );
  }
  return ok(checked);
}

/** Questions that drafts have answers to. */
async function findAnswers(tx: Tx, members: readonly FoundMember[]): Promise<Map<number, Set<number>>> {
  const ids = members.flatMap(({ draft }) => (draft ? [draft.id] : []));
  if (!ids.length) return new Map();
  const rows = await tx.$queryRaw<{ registrationId: number; questionId: number }[]>`
    SELECT registration_id AS "registrationId", question_id AS "questionId" FROM answer
     WHERE registration_id = ANY(${ids}) AND coalesce(value, 'null') NOT IN ('null', 'false', '""', '[]')`;
  const grouped = Map.groupBy(rows, ({ registrationId }) => registrationId);
  return new Map([...grouped].map(([id, of]) => [id, new Set(of.map(({ questionId }) => questionId))]));
}

/** @returns the first member who has to accept their category's waiver, and did not */
export function findUnwaived({ categories }: Catalogue, members: readonly FoundMember[]): number | null {
  const index = members.findIndex(({ acceptsWaiver, categoryId }) =>
    categories.some((category) => {
      return category.id === categoryId && !hasAccepted(category, acceptsWaiver ? category.waiver : "");
    }),
  );
  return index < 0 ? null : index;
}
