import { useLocale, useTranslations } from "next-intl";
import { languageName } from "@/lib/i18n/languages";
import type { KeptProblem } from "./lists";

/** The keys come out of data: that they are there is asked at run time. */
type Key = Parameters<ReturnType<typeof useTranslations<"admin-catalogue">>>[0];

const FIELD = /^(?:(prices|choices)\.(\d+)\.)?(?:translations\.([\w-]+)\.?)?(\w*)$/;

/** How a form's fields and what is wrong with them are said. */
export function useFormWords() {
  const t = useTranslations("admin-catalogue");
  const locale = useLocale();

  /** "Name, Italian": as the field itself has it; of a row, whose legend says which. */
  function shortLabelOf(name: string): string {
    const [, rows, , language, field = ""] = FIELD.exec(name) ?? [];
    const key = `fields.${field || (rows === "choices" ? "label" : name)}` as Key;
    const label = t.has(key) ? t(key) : name;
    return language ? t("in-language", { label, language: languageName(language, locale) }) : label;
  }

  /** "Price 2: From": for whoever reads it away from the field. */
  function labelOf(name: string): string {
    const [, rows, index] = FIELD.exec(name) ?? [];
    const label = shortLabelOf(name);
    return rows ? t("in-row", { row: t(`rows.${rows as "prices"}`, { number: Number(index) + 1 }), label }) : label;
  }

  /** One sentence in the page's language; what only a file's author would do is said in the file's words. */
  function textOf({ field, code, message, values }: KeptProblem): string {
    const key = (code ? `problems.${code}` : `shapes.${FIELD.exec(field ?? "")?.[4] ?? ""}`) as Key;
    return t.has(key) ? t(key, values) : message;
  }

  return { t, labelOf, shortLabelOf, textOf };
}
