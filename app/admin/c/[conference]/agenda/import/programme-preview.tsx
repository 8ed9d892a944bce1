import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import type { ImportedProgramme, ProgrammeChange } from "@/lib/agenda/import-programme";
import type { RowProblem } from "@/lib/agenda/programme-row";
import { useFormWords } from "../../set-up/[list]/form-words";

/** What is wrong with a programme, row by row. Nothing of it can be taken until all of it is right. */
export function ProgrammeProblems({ problems }: { problems: readonly RowProblem[] }) {
  const t = useTranslations("admin-agenda.import");
  const { textOf } = useFormWords();
  const say = (problem: RowProblem): string => {
    const key = `problems.${problem.code}` as "problems.not-a-time";
    return problem.code && t.has(key) ? t(key, problem.values as never) : textOf({ ...problem, place: "" });
  };
  return (
    <Note tone="bad" role="alert" title={t("refused", { count: problems.length })}>
      <ul className="list-disc pl-5">
        {problems.map((problem) => (
          <li key={`${problem.line} ${problem.field} ${problem.message}`} className="wrap-anywhere">
            <b>
              {problem.line !== null && t("line", { line: problem.line })}
              {problem.line !== null && problem.field !== null && ", "}
              {problem.field}
            </b>
            {(problem.line !== null || problem.field !== null) && ": "}
            {say(problem)}
          </li>
        ))}
      </ul>
    </Note>
  );
}

type PreviewProps = { programme: ImportedProgramme; name: string; page: string };

/** What a programme would do, and the button that does it. */
export function ProgrammePreview({ programme, name, page }: PreviewProps) {
  const t = useTranslations("admin-agenda.import");
  const { created, changed, besides, unchanged, missing } = programme;
  const isSame = created.length + changed.length + besides.length === 0;
  return (
    <div className="max-w-[44rem]">
      <Note tone={isSame ? "ok" : "wait"} role="status" title={t("found", { name })}>
        <p>{t("counts", { created: created.length, changed: changed.length, unchanged, missing: missing.length })}</p>
      </Note>
      <Changes title={t("created", { count: created.length })} changes={created} />
      <Changes title={t("changed", { count: changed.length })} changes={changed} isOpen />
      <Changes title={t("besides", { count: besides.length })} changes={besides} />
      {missing.length > 0 && (
        <details className="mt-4">
          <summary className="font-semibold">{t("missing", { count: missing.length })}</summary>
          <p className="mt-1 text-ink-soft">{t("missing-why")}</p>
          <ul className="mt-1 list-disc pl-5">
            {missing.map(({ code, title }) => (
              <li key={code} className="wrap-anywhere">
                {title} <span className="code text-ink-soft">{code}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <form action={`${page}/apply`} method="post" className="mt-5 flex flex-wrap gap-3">
        <input type="hidden" name="version" value={programme.version} />
        {!isSame && (
          <Button type="submit" look="primary">
            {t("apply", { count: created.length + changed.length })}
          </Button>
        )}
        <Button type="submit" name="act" value="forget" look="quiet">
          {t("forget")}
        </Button>
      </form>
    </div>
  );
}

type ChangesProps = { title: string; changes: readonly ProgrammeChange[]; isOpen?: boolean };

function Changes({ title, changes, isOpen = false }: ChangesProps) {
  if (changes.length === 0) return null;
  return (
    <details className="mt-4" open={isOpen}>
      <summary className="font-semibold">{title}</summary>
      <ul className="mt-2 border-rule border-t">
        {changes.map((change) => (
          <li
            key={`${change.kind} ${change.object} ${change.name}`}
            className="border-rule border-b py-2 wrap-anywhere"
          >
            <ChangeTitle change={change} />
            {change.kind === "changed" && <Values change={change} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ChangeTitle({ change: { object, kind, name, title } }: { change: ProgrammeChange }) {
  const t = useTranslations("admin-set-up.file");
  if (object !== "session") return t("change", { kind, object: t(`objects.${object}`), name });
  return (
    <>
      <b>{title}</b> <span className="code text-ink-soft">{name}</span>
    </>
  );
}

/** Each field before and after, by the columns' names. */
function Values({ change }: { change: ProgrammeChange }) {
  const t = useTranslations("admin-agenda.import");
  return (
    <dl className="mt-1 text-sm">
      {change.values.map(({ place, before, after }) => (
        <div key={place} className="flex flex-wrap gap-x-3">
          <dt className="text-ink-soft">{place}</dt>
          <dd className="min-w-0 whitespace-pre-line">
            {before === null ? <span className="text-ink-faint">{t("nothing")}</span> : <del>{before}</del>}
            {" → "}
            {after ?? <span className="text-ink-faint">{t("nothing")}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
