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

type StoredQuestion = Omit<AskedQuestion, "file"> & { filePublicId: string | null; fileName: string | null };

/** The conference's questions in order, with what one registration answered. One statement. */
export async function loadQuestions(
  tx: Tx,
  { conferenceId, registrationId }: { conferenceId: number; registrationId: number },
): Promise<AskedQuestion[]> {
  // The choices were checked by the import of the set-up, which wrote them.
  const questions = await tx.$queryRaw<StoredQuestion[]>`
    SELECT q.id, q.key, q.type::text AS type, q.label, q.hint, q.translations, q.is_required AS "isRequired", q.choices,
           q.erase_after AS "eraseAfter", a.value AS answer, a.indico_value AS "indicoAnswer",
           f.public_id AS "filePublicId", f.name AS "fileName",
           ARRAY(SELECT c.code FROM "_CategoryToQuestion" asked JOIN category c ON c.id = asked."A"
                  WHERE asked."B" = q.id ORDER BY c.id) AS "categoryCodes"
      FROM question q
      LEFT JOIN answer a ON a.question_id = q.id AND a.registration_id = ${registrationId}
      LEFT JOIN uploaded_file f ON f.answer_id = a.id
     WHERE q.conference_id = ${conferenceId} AND q.is_active
     ORDER BY q.position, q.id`;
  return questions.map(({ filePublicId, fileName, ...question }) => ({
    ...question,
    file: filePublicId === null || fileName === null ? null : { publicId: filePublicId, name: fileName },
  }));
}
