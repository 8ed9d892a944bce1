import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { SET_UP_PARTS } from "@/components/staff/set-up-nav";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { countUntranslated } from "@/lib/conference/count-untranslated";
import { findMissing } from "@/lib/conference/find-missing";
import { loadSetup } from "@/lib/conference/load-setup";
import { env } from "@/lib/env";
import { languageName } from "@/lib/i18n/languages";
import { listWordings } from "@/lib/mail/edit-wording";
import { leaveUnknown, requireAtDesk } from "../../../guard";
import { SetUpFrame } from "./set-up-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("title") };
}

/** What is set up, and what is missing before people can register. */
export default async function SetUpPage({ params, searchParams }: PageProps<"/admin/c/[conference]/set-up">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up`;
  const at = await requireAtDesk(slug, "set-up.see", page);
  const loaded = await loadSetup(at.conference.id);
  if (!loaded) leaveUnknown(slug);
  const { STRIPE_SECRET_KEY, isDemo } = env();
  const missing = findMissing(loaded.setup, { hasStripe: isDemo || STRIPE_SECRET_KEY !== undefined });
  const t = await getTranslations("admin-set-up");
  const { categories, services, sessions, rooms, tags, quotas, promotions, questions } = loaded;
  const reader = await getLocale();
  const { whole } = await listWordings(at.conference.id);
  const untranslated = loaded.setup.conference.languages.flatMap((locale) => {
    const gaps = countUntranslated(loaded.setup, whole, locale);
    const [lacking, of] = [gaps.reduce((n, gap) => n + gap.missing, 0), gaps.reduce((n, gap) => n + gap.of, 0)];
    return lacking ? [{ language: languageName(locale, reader), missing: lacking, of }] : [];
  });
  const counts: Record<string, number> = {
    ...{ categories: categories.length, services: services.length },
    ...{ sessions: sessions.length, rooms: rooms.length, tags: tags.length },
    ...{ quotas: quotas.length, promotions: promotions.length, questions: questions.length },
  };
  return (
    <SetUpFrame at={at} part={null} searchParams={await searchParams}>
      {missing.some(({ stops }) => stops) ? (
        <Note tone="wait" title={t("overview.not-ready")}>
          {t("overview.not-ready-do")}
        </Note>
      ) : (
        <Note tone="ok" title={t("overview.ready")} />
      )}
      {missing.length + untranslated.length > 0 && (
        <Section title={t("overview.missing")}>
          <ul className="mt-3 max-w-prose border-rule border-t">
            {missing.map(({ code, part, stops }) => (
              <li key={code} className="border-rule border-b py-2.5">
                <a href={`${page}/${part}`} className={stops ? "font-semibold" : undefined}>
                  {t(`missing.${code}`)}
                </a>
              </li>
            ))}
            {untranslated.map((gap) => (
              <li key={gap.language} className="border-rule border-b py-2.5">
                <a href={`${page}/languages`}>{t("missing.untranslated", gap)}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t("overview.parts")}>
        <ul className="mt-3 max-w-prose border-rule border-t">
          {SET_UP_PARTS.map((part) => (
            <li key={part} className="flex flex-wrap justify-between gap-x-4 border-rule border-b py-2.5">
              <a href={`${page}/${part}`} className="font-semibold">
                {t(`parts.${part}`)}
                {counts[part] === undefined ? "" : ` (${counts[part]})`}
              </a>
              <span className="min-w-0 text-ink-soft">{t(`about.${part}`)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </SetUpFrame>
  );
}
