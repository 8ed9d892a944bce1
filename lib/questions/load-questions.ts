import "server-only";
import type { Tx } from "@/lib/db/client";
import type { QuestionView } from "@/lib/questions/check-answers";

/** An answer at rest. For a file its name; null: not answered. */
export type StoredAnswer = string | readonly string[] | boolean | null;

/** A question as one registration's form shows it. */
export type AskedQuestion = Omit<QuestionView, "choices"> & {
  readonly id: number;
  readonly label: string;
  readonly hint: string;
  readonly translations: unknown;
  readonly choices: readonly {
    readonly value: string;
    readonly label: string;
    readonly translations?: Record<string, string>;
  }[];
  readonly eraseAfter: Date | null;
  readonly answer: StoredAnswer;
  /** Null where Indico says nothing. */
  readonly indicoAnswer: StoredAnswer;
  readonly file: { readonly publicId: string; readonly name: string } | null;
};

/** The conference's questions in order, with what one registration answered. */
export async function loadQuestions(
  tx: Tx,
  { conferenceId, registrationId }: { conferenceId: number; registrationId: number },
): Promise<AskedQuestion[]> {
  const questions = await tx.question.findMany({
    where: { conferenceId, isActive: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: {
      categories: { select: { code: true } },
      answers: { where: { registrationId }, include: { file: { select: { publicId: true, name: true } } } },
    },
  });
  return questions.map(({ categories, answers: [answer], choices, ...question }) => ({
    ...question,
    // Written by the import of the set-up, which checked them.
    choices: choices as unknown as AskedQuestion["choices"],
    categoryCodes: categories.map(({ code }) => code),
    answer: (answer?.value ?? null) as StoredAnswer,
    indicoAnswer: (answer?.indicoValue ?? null) as StoredAnswer,
    file: answer?.file ?? null,
  }));
}
