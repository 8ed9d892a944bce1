import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { usePageLocale } from "@/components/page-locale";
import { directionOf } from "@/lib/i18n/languages";
import type { Locale } from "@/lib/i18n/locales";
import { languageOf, translated } from "@/lib/i18n/translated";

type WordsProps = {
  /** Left out: the language that the page is read in, as of a date that stands by itself. */
  lang?: Locale | undefined;
  children: ReactNode;
};

/** Words whose language may be another one than that of the interface around them: marked, and written their own way. */
export function Words({ lang, children }: WordsProps) {
  const read = usePageLocale();
  const locale = lang ?? read;
  if (locale === useLocale() || !children) return children;
  return (
    <span lang={locale} dir={directionOf(locale)}>
      {children}
    </span>
  );
}

type OwnWordsProps<Row> = { of: Row; field: keyof Row & string };

/** A text of the conference in the page's language, or in the conference's own where it is not translated. */
export function OwnWords<Row extends { translations: unknown }>({ of, field }: OwnWordsProps<Row>) {
  const locale = usePageLocale();
  return <Words lang={languageOf(of, field, locale)}>{String(translated(of, locale)[field] ?? "")}</Words>;
}
