import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SET_UP_PARTS } from "@/components/staff/set-up-nav";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { findMissing } from "@/lib/conference/find-missing";
import { loadSetup } from "@/lib/conference/load-setup";
import { env } from "@/lib/env";
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
  const { categories, services, quotas, questions } = loaded;
  const counts: Record<string, number> = {
    ...{ categories: categories.length, services: services.length },
    ...{ quotas: quotas.length, questions: questions.length },
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
      {missing.length > 0 && (
        <Section title={t("overview.missing")}>
          <ul className="mt-3 max-w-prose border-rule border-t">
            {missing.map(({ code, part, stops }) => (
              <li key={code} className="border-rule border-b py-2.5">
                <a href={`${page}/${part}`} className={stops ? "font-semibold" : undefined}>
                  {t(`missing.${code}`)}
                </a>
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
