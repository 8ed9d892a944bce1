import { Plus } from "lucide";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { countRows } from "@/lib/conference/item-form";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import { referenceOf } from "@/lib/conference/mapping-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import type { FormField } from "@/lib/indico/read-form-fields";
import { PROFILE_FIELDS } from "@/lib/registration/profile";
import { useFormWords } from "../[list]/form-words";
import type { KeptProblem } from "../[list]/lists";
import { isMeant } from "./indico-fields";
import type { KeptMapping } from "./kept-mapping";
import { useTargetWords } from "./target-words";

type MappingFormProps = {
  action: string;
  loaded: LoadedSetup;
  /** Null where Indico did not answer. */
  fields: readonly FormField[] | null;
  values: FormValues;
  kept: KeptMapping | null;
};

/** Rows of fields and rows of rules, as they are saved or as they were left with what is wrong. */
export function MappingForm({ action, loaded, fields, values, kept }: MappingFormProps) {
  const t = useTranslations("admin-catalogue.mapping");
  const { t: words } = useFormWords();
  const targetOf = useTargetWords(loaded.setup);
  const sayProblem = useProblemWords();
  const problems = kept?.problems ?? [];
  const errorOf = (name: string) => {
    const problem = problems.find(({ field }) => field === name);
    return problem && sayProblem(problem);
  };
  const value = (name: string) => singleValue(values, name);
  const isKnown = (text: string) =>
    !fields || !text || fields.some((field) => isMeant(field, referenceOf(text))) ? undefined : t("unknown-field");
  const targets = [
    ...PROFILE_FIELDS.map((name) => ({ value: `profile.${name}`, label: targetOf({ profile: name }) })),
    ...loaded.questions.map(({ name }) => ({ value: `question.${name}`, label: targetOf({ question: name }) })),
  ];
  const categories = loaded.categories.map(({ name, item }) => ({ value: name, label: item.name }));
  return (
    <>
      <ErrorSummary
        errors={problems.flatMap((problem) =>
          problem.field === null ? [] : [{ id: problem.field, message: sayProblem(problem) }],
        )}
      />
      {problems
        .filter(({ field }) => field === null)
        .map((problem) => (
          <Note key={problem.place + problem.message} tone="bad" role="alert" title={words("elsewhere")}>
            <span className="code wrap-anywhere">{problem.place}</span>: {sayProblem(problem)}
          </Note>
        ))}
      {kept?.isOverdue && (
        <Note tone="wait" role="alert" title={words("overdue.title")}>
          {t("overdue-do")}
        </Note>
      )}
      <form action={action} method="post">
        <input type="hidden" name="version" value={value("version")} />
        {/* The Enter key presses a form's first button, which is not to be one that takes a row out. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only">
          {t("save")}
        </button>
        {kept && (
          <p className="mt-3 text-ink-soft">
            {words("kept")}{" "}
            <Button type="submit" name="act" value="forget" size="dense" look="quiet">
              {words("forget")}
            </Button>
          </p>
        )}
        <MappingRows
          name="fields"
          values={values}
          row={(at) => (
            <>
              <TextInput
                name={`${at}.from`}
                label={t("labels.from")}
                width="half"
                defaultValue={value(`${at}.from`)}
                hint={isKnown(value(`${at}.from`))}
                error={errorOf(`${at}.from`)}
              />
              <Select
                name={`${at}.to`}
                label={t("labels.to")}
                width="half"
                empty={t("choose")}
                options={targets}
                defaultValue={value(`${at}.to`)}
                error={errorOf(`${at}.to`)}
              />
              <TextArea
                name={`${at}.choices`}
                label={t("labels.choices")}
                optional
                defaultValue={value(`${at}.choices`)}
                error={errorOf(`${at}.choices`)}
              />
            </>
          )}
        />
        <MappingRows
          name="categories"
          values={values}
          row={(at) => (
            <>
              <TextInput
                name={`${at}.field`}
                label={t("labels.field")}
                width="third"
                optional
                defaultValue={value(`${at}.field`)}
                hint={isKnown(value(`${at}.field`))}
                error={errorOf(`${at}.field`)}
              />
              <TextInput
                name={`${at}.choice`}
                label={t("labels.choice")}
                width="third"
                defaultValue={value(`${at}.choice`)}
                error={errorOf(`${at}.choice`)}
              />
              <Select
                name={`${at}.category`}
                label={t("labels.category")}
                width="third"
                empty={t("choose")}
                options={categories}
                defaultValue={value(`${at}.category`)}
                error={errorOf(`${at}.category`)}
              />
            </>
          )}
        />
        <p className="mt-8">
          <Button type="submit" look="primary" size="middle">
            {t("save")}
          </Button>
        </p>
      </form>
    </>
  );
}

type RowsProps = { name: "fields" | "categories"; values: FormValues; row: (at: string) => ReactNode };

function MappingRows({ name, values, row }: RowsProps) {
  const t = useTranslations("admin-catalogue.mapping");
  const count = countRows(values, name) + (singleValue(values, "more") === name ? 1 : 0);
  return (
    <Section title={t(name)} intro={t(`${name}-intro`)} id={name}>
      {Array.from({ length: count }, (_, i) => `${name}.${i}`).map((at, i) => (
        <fieldset key={at} className="mt-5 border-rule border-b pb-5">
          <legend className="font-semibold">{t(`row.${name}`, { number: i + 1 })}</legend>
          <Fields className="mt-1">{row(at)}</Fields>
          <p className="mt-3">
            <Button type="submit" name="less" value={at} size="dense" look="quiet">
              {t(`remove.${name}`, { number: i + 1 })}
            </Button>
          </p>
        </fieldset>
      ))}
      <p className="mt-4">
        <Button type="submit" name="more" value={name} size="dense">
          <Icon of={Plus} />
          {t(`more.${name}`)}
        </Button>
      </p>
    </Section>
  );
}

/** The keys come out of data: that they are there is asked at run time. */
type Key = Parameters<ReturnType<typeof useTranslations<"admin-catalogue.mapping.problems">>>[0];

function useProblemWords() {
  const t = useTranslations("admin-catalogue.mapping.problems");
  const { textOf } = useFormWords();
  return (problem: KeptProblem): string => {
    const key = (problem.code ?? problem.field?.split(".").at(-1)) as Key;
    return t.has(key) ? t(key) : textOf(problem);
  };
}
