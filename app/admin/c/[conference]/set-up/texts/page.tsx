import { Languages } from "lucide";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { State } from "@/components/ui/state";
import { languageName } from "@/lib/i18n/languages";
import { hasCatalogue } from "@/lib/i18n/locales";
import { listWordings } from "@/lib/mail/edit-wording";
import { WORDED_LETTERS } from "@/lib/mail/wording";
import { requireAtDesk } from "../../../../guard";
import { SetUpFrame } from "../set-up-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.texts") };
}

/** The letters that people get, and which of them say the organiser's own words. */
export default async function TextsPage({ params, searchParams }: PageProps<"/admin/c/[conference]/set-up/texts">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up/texts`;
  const at = await requireAtDesk(slug, "set-up.see", page);
  const own = await listWordings(at.conference.id);
  const t = await getTranslations("admin-set-up");
  const reader = await getLocale();
  return (
    <SetUpFrame at={at} part="texts" searchParams={await searchParams}>
      <p className="mt-4 max-w-prose text-ink-soft">{t("texts.intro")}</p>
      <ul className="mt-3 max-w-prose border-rule border-t">
        {WORDED_LETTERS.map((letter) => (
          <li key={letter} className="border-rule border-b py-2.5">
            <b>{t(`letters.${letter}`)}</b>
            <span className="mt-1 flex flex-wrap gap-x-5">
              {at.conference.languages.map((locale) => (
                <span key={locale} className="inline-flex flex-wrap items-center gap-x-2">
                  <a href={`${page}/${letter}?language=${locale}`}>
                    {t("texts.of", {
                      letter: t(`letters.${letter}`),
                      language: languageName(locale, reader),
                      whose: own.some.has(`${locale} ${letter}`) ? "own" : "foyer",
                    })}
                  </a>
                  {!hasCatalogue(locale) && !own.whole.has(`${locale} ${letter}`) && (
                    <State word={t("not-translated")} icon={Languages} tone="wait" />
                  )}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </SetUpFrame>
  );
}
