import { useLocale, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import { State } from "@/components/ui/state";
import type { Everything } from "@/lib/registration/load-everything";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";
import { MAIL_LOOKS, useLetterName } from "./mail-words";

/** Mails to this person, newest first. */
export function MailsSection({ view, at }: { view: Everything; at: AtDesk }) {
  const t = useTranslations("admin-registration.mails");
  const locale = useLocale();
  const nameOf = useLetterName();
  const page = registrationPage(at.conference.slug, view.registration.publicId);
  return (
    <Section title={t("title")} className="mt-8">
      {view.mails.length === 0 ? (
        <p className="mt-2 text-sm text-ink-soft">{t("none")}</p>
      ) : (
        <div className="mt-3">
          <DataTable
            caption={t("title")}
            columns={[
              { key: "mail", head: t("mail") },
              { key: "state", head: t("state"), width: "w-36" },
            ]}
            rows={view.mails.map((mail) => ({
              key: String(mail.id),
              cells: {
                mail: (
                  <>
                    <a href={`${page}/mails/${mail.id}`}>{mail.subject ?? nameOf(mail.letter)}</a>
                    <small>
                      {formatDateTime(mail.createdAt, at.conference.timeZone, locale)}, {mail.recipient}
                    </small>
                  </>
                ),
                state: <State {...MAIL_LOOKS[mail.state]} word={t(`states.${mail.state}`)} />,
              },
            }))}
          />
        </div>
      )}
    </Section>
  );
}
