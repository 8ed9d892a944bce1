import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DefinitionList } from "@/components/ui/definition-list";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { Select, type SelectOption } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { singleValue } from "@/lib/http/form-values";
import { directionOf, languageName } from "@/lib/i18n/languages";
import { isEnglish } from "@/lib/i18n/locales";
import type { PartState } from "./save-part";

type Field = Parameters<ReturnType<typeof useTranslations<"admin-set-up.fields">>>[0];

/** The form of one part, with what was wrong with it and what others saved meanwhile. */
export function PartForm({ action, state, children }: { action: string; state: PartState; children: ReactNode }) {
  const t = useTranslations("admin-set-up");
  const label = useFieldLabel();
  const elsewhere = state.problems.filter(({ field }) => field === null);
  const here = state.problems.flatMap(({ field, message }) => (field === null ? [] : [{ id: field, message }]));
  return (
    <form action={action} method="post" className="max-w-[44rem]">
      <ErrorSummary errors={here} />
      {elsewhere.map(({ place, message }) => (
        <Note key={place} tone="bad" role="alert" title={place}>
          {message}
        </Note>
      ))}
      {state.now && (
        <Note tone="wait" role="alert" title={t("meanwhile.title")}>
          <p>{t("meanwhile.do")}</p>
          <DefinitionList
            className="mt-2"
            items={Object.entries(state.now).map(([name, value]) => ({
              term: label(name),
              value: value || t("meanwhile.empty"),
            }))}
          />
        </Note>
      )}
      <input type="hidden" name="version" value={singleValue(state.values, "version")} />
      {children}
      <div className="mt-6 flex flex-wrap gap-3">
        <Button type="submit" look="primary">
          {t("save")}
        </Button>
        {state.isKept && (
          <Button type="submit" name="act" value="forget" look="quiet">
            {t("forget")}
          </Button>
        )}
      </div>
    </form>
  );
}

function useFieldLabel() {
  const t = useTranslations("admin-set-up");
  const reader = useLocale();
  return (name: string): string => {
    const [field = "", locale] = name.split(".");
    const key = field as Field;
    const label = t.has(`fields.${key}`) ? t(`fields.${key}`) : name;
    return locale ? t("in-language", { label, language: languageName(locale, reader) }) : label;
  };
}

/** One line of a part's form by its name, with its label, hint, value and problem. */
export function PartText({
  state,
  name,
  ...input
}: { state: PartState; name: string } & Partial<Parameters<typeof TextInput>[0]>) {
  const label = useFieldLabel();
  return (
    <TextInput
      {...input}
      name={name}
      label={label(name)}
      defaultValue={singleValue(state.values, name)}
      error={problemOf(state, name)}
    />
  );
}

/** The field's translations, in every language of the conference; those in others stay as they are, unseen. */
export function PartTranslations({ state, name }: { state: PartState; name: string }) {
  const t = useTranslations("admin-set-up");
  const { languages, values } = state;
  const start = `${name}.`;
  const unseen = Object.keys(values).filter(
    (one) => one.startsWith(start) && !languages.includes(one.slice(start.length)),
  );
  return (
    <>
      {languages.slice(1).map((locale) => {
        const isMissing =
          !isEnglish(locale) && singleValue(values, name) !== "" && singleValue(values, start + locale) === "";
        return (
          <PartText
            key={locale}
            state={state}
            name={start + locale}
            lang={locale}
            dir={directionOf(locale)}
            hint={isMissing ? t("not-translated-hint") : undefined}
            optional
            width="half"
          />
        );
      })}
      {unseen.map((one) => (
        <input key={one} type="hidden" name={one} value={singleValue(values, one)} />
      ))}
    </>
  );
}

export function PartSelect({
  state,
  name,
  options,
  hint,
}: {
  state: PartState;
  name: string;
  options: SelectOption[];
  hint?: ReactNode;
}) {
  const label = useFieldLabel();
  const value = singleValue(state.values, name);
  return (
    <Select
      name={name}
      label={label(name)}
      options={options}
      defaultValue={value}
      hint={hint}
      error={problemOf(state, name)}
    />
  );
}

export function PartBox({ state, name, hint }: { state: PartState; name: string; hint?: ReactNode }) {
  const label = useFieldLabel();
  return (
    <Checkbox name={name} optional defaultChecked={singleValue(state.values, name) === "yes"} hint={hint}>
      {label(name)}
    </Checkbox>
  );
}

export function problemOf({ problems }: PartState, name: string): string | undefined {
  return problems.find(({ field }) => field === name)?.message;
}
