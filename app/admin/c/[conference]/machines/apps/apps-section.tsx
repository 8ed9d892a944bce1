import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { lastFeedAudit } from "@/lib/credentials/load-apps";
import type { Locale } from "@/lib/i18n/locales";
import { formatDateTime } from "@/lib/time/format";

type Props = { conference: { id: number; timeZone: string }; page: string; mayManage: boolean };

/** Whether what the apps see is right, and the way to send all of it again. */
export async function AppsSection({ conference, page, mayManage }: Props) {
  const audit = await lastFeedAudit(conference.id);
  const t = await getTranslations("admin-apps");
  const locale = (await getLocale()) as Locale;
  const at = audit ? formatDateTime(audit.at, conference.timeZone, locale) : "";
  return (
    <Section title={t("apps")} className="mt-10 max-w-prose">
      {audit ? (
        <Note tone={audit.differing ? "bad" : "ok"} className="mt-3">
          {audit.differing
            ? t("audit.differing", { at, rows: audit.rows, differing: audit.differing })
            : t("audit.fine", { at, rows: audit.rows })}
        </Note>
      ) : (
        <p className="mt-3 text-sm text-ink-soft">{t("audit.none")}</p>
      )}
      {mayManage && (
        <form action={`${page}/apps/resend`} method="post" className="mt-4">
          <p className="mb-3 text-sm text-ink-soft">{t("resend-about")}</p>
          <Button type="submit" size="middle">
            {t("resend")}
          </Button>
        </form>
      )}
    </Section>
  );
}
