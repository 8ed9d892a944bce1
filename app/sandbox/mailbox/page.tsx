import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/attendee/page-frame";
import { Title } from "@/components/attendee/title";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { env } from "@/lib/env";
import { listMails } from "@/lib/sandbox/mailbox/read-mailbox";
import { formatDateTime } from "@/lib/time/format";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demo.mailbox"))("title") };
}

/** The demo's mailbox: every mail that would have been sent. */
export default async function MailboxPage() {
  if (!env().isDemo) notFound();
  const t = await getTranslations("demo.mailbox");
  const locale = await getLocale();
  const mails = await listMails();
  return (
    <>
      <PageHeader path="/sandbox/mailbox" />
      <main id="main" tabIndex={-1} className="mx-auto max-w-5xl px-[clamp(1rem,4vw,3rem)] pt-4 pb-20">
        <Title lead={t("lead")}>{t("title")}</Title>
        <p className="my-6 text-sm">
          <a href="/sandbox/mailbox">{t("look-again")}</a>
        </p>
        {mails.length === 0 ? (
          <EmptyState title={t("empty")}>{t("empty-lead")}</EmptyState>
        ) : (
          <DataTable
            caption={t("mails")}
            columns={[
              { key: "mail", head: t("mail") },
              { key: "when", head: t("when"), width: "w-56", wideOnly: true },
            ]}
            rows={mails.map(({ id, recipient, subject, state, createdAt, sentAt, conference }) => ({
              key: String(id),
              cells: {
                mail: (
                  <>
                    <a href={`/sandbox/mailbox/${id}`} className="font-medium">
                      {subject ?? t("waiting")}
                    </a>
                    <small>{t("to", { recipient })}</small>
                  </>
                ),
                when:
                  state === "failed"
                    ? t("not-sent")
                    : formatDateTime(sentAt ?? createdAt, conference?.timeZone ?? "UTC", locale),
              },
            }))}
          />
        )}
      </main>
    </>
  );
}
