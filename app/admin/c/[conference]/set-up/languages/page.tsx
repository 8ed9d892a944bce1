import { Languages } from "lucide";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { State } from "@/components/ui/state";
import { TextInput } from "@/components/ui/text-input";
import { Words } from "@/components/words";
import { countUntranslated, type Untranslated } from "@/lib/conference/count-untranslated";
import { versionOf } from "@/lib/conference/item-version";
import { loadSetup } from "@/lib/conference/load-setup";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { languageName, listLanguages } from "@/lib/i18n/languages";
import { hasCatalogue, type Locale } from "@/lib/i18n/locales";
import { listWordings } from "@/lib/mail/edit-wording";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { SetUpFrame } from "../set-up-frame";
import { type KeptLanguage, keptLanguageName } from "./kept-language";

type Props = PageProps<"/admin/c/[conference]/set-up/languages">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.languages") };
}

/** The languages that people may choose, what is not translated into each, and the form that adds one. */
export default async function LanguagesPage({ params, searchParams }: Props) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up/languages`;
  const at = await requireAtDesk(slug, "set-up.see", page);
  const [loaded, wordings] = await Promise.all([loadSetup(at.conference.id), listWordings(at.conference.id)]);
  if (!loaded) leaveUnknown(slug);
  const { languages } = loaded.setup.conference;
  const kept = await findKeptStaffForm<KeptLanguage>(at.staff, keptLanguageName(at.conference.id));
  const t = await getTranslations("admin-set-up");
  const reader = await getLocale();
  const version = versionOf(languages);
  const mayEdit = at.may("set-up.edit");
  const error = kept ? t(`language.problems.${kept.problems.refusal}`) : undefined;
  return (
    <SetUpFrame at={at} part="languages" searchParams={await searchParams}>
      {error && <ErrorSummary errors={[{ id: "tag", message: error }]} />}
      <p className="mt-4 max-w-prose text-ink-soft">{t("language.intro")}</p>
      <ul className="mt-3 max-w-prose border-rule border-t">
        {languages.map((locale) => (
          <li
            key={locale}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-rule border-b py-3"
          >
            <div className="min-w-0">
              <p>
                <b>{languageName(locale, reader)}</b>{" "}
                {languageName(locale, locale) !== languageName(locale, reader) && (
                  <span className="text-ink-soft">
                    <Words lang={locale}>{languageName(locale, locale)}</Words>
                  </span>
                )}{" "}
                <span className="code text-ink-faint">{locale}</span>
              </p>
              {locale === "en" ? (
                <p className="text-ink-soft">{t("language.own")}</p>
              ) : (
                <Gaps gaps={countUntranslated(loaded.setup, wordings.whole, locale)} locale={locale} slug={slug} />
              )}
            </div>
            {mayEdit && locale !== "en" && (
              <form action={`${page}/edit`} method="post">
                <input type="hidden" name="version" value={version} />
                <Button type="submit" name="remove" value={locale} size="dense">
                  {t("language.remove", { language: languageName(locale, reader) })}
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Section title={t("language.add")} intro={t("language.add-intro")}>
          <form action={`${page}/edit`} method="post" className="max-w-[44rem]">
            <input type="hidden" name="version" value={version} />
            <Fields>
              <Select
                name="language"
                label={t("language.which")}
                width="half"
                empty={t("language.choose")}
                options={listLanguages(reader)
                  .filter((locale) => !languages.includes(locale))
                  .map((locale) => ({ value: locale, label: bothNames(locale, reader) }))}
                defaultValue={kept ? singleValue(kept.values, "language") : ""}
              />
              <TextInput
                name="tag"
                label={t("language.tag")}
                hint={t("language.tag-hint")}
                optional
                width="half"
                code
                defaultValue={kept ? singleValue(kept.values, "tag") : ""}
                error={error}
              />
            </Fields>
            <p className="mt-5">
              <Button type="submit" look="primary">
                {t("language.add-act")}
              </Button>
            </p>
          </form>
        </Section>
      )}
    </SetUpFrame>
  );
}

/** "German (Deutsch)". */
function bothNames(locale: Locale, reader: Locale): string {
  const [name, own] = [languageName(locale, reader), languageName(locale, locale)];
  return name === own ? name : `${name} (${own})`;
}

/** What of the set-up people read in English instead, part by part. */
async function Gaps({ gaps, locale, slug }: { gaps: Untranslated[]; locale: Locale; slug: string }) {
  const t = await getTranslations("admin-set-up");
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  const of = gaps.reduce((sum, gap) => sum + gap.of, 0);
  return (
    <>
      <p className="text-ink-soft">{t(hasCatalogue(locale) ? "language.interface-too" : "language.interface-not")}</p>
      {missing > 0 ? (
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
          <State word={t("language.missing", { missing, of })} icon={Languages} tone="wait" />
          {gaps
            .filter((gap) => gap.missing > 0)
            .map(({ part, missing: count }) => (
              <a key={part} href={`/admin/c/${slug}/set-up/${part}`}>
                {t("language.missing-in", { part: t(`parts.${part}`), count })}
              </a>
            ))}
        </p>
      ) : (
        <p className="mt-1 text-ink-soft">{t("language.complete")}</p>
      )}
    </>
  );
}
