import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/attendee/page-frame";
import { Title } from "@/components/attendee/title";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { env } from "@/lib/env";
import { findMail } from "@/lib/sandbox/mailbox/read-mailbox";
import { formatDateTime } from "@/lib/time/format";

type Props = PageProps<"/sandbox/mailbox/[mailId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("demo.mailbox"))("title") };
}

/** One mail of the demo: its HTML in a frame that can do nothing, its plain text, its attachments. */
export default async function MailPage({ params }: Props) {
  if (!env().isDemo) notFound();
  const mail = await findMail((await params).mailId);
  if (!mail) notFound();
  const { id, subject, recipient, conference, sentAt, createdAt, html, text, failure } = mail;
  const t = await getTranslations("demo.mailbox");
  const at = formatDateTime(sentAt ?? createdAt, conference?.timeZone ?? "UTC", await getLocale());
  const files = mail.attachments.filter(({ contentId }) => contentId === null);
  return (
    <>
      <PageHeader path={`/sandbox/mailbox/${id}`} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-336 px-[clamp(1rem,4vw,3rem)] pt-4 pb-20">
        <p className="mb-3 text-sm">
          <a href="/sandbox/mailbox">{t("all")}</a>
        </p>
        <Title>{subject ?? t("waiting")}</Title>
        {failure && (
          <Note tone="bad" title={t("not-sent")}>
            <span className="code">{failure}</span>
          </Note>
        )}
        <DefinitionList
          className="mt-5 max-w-136"
          items={[
            { term: t("from"), value: env().MAIL_FROM },
            { term: t("reply-to"), value: conference?.contactEmail ?? "" },
            { term: t("recipient"), value: recipient },
            { term: t("when"), value: at },
          ]}
        />
        {files.length > 0 && (
          <Section title={t("attachments")} className="mt-8">
            <ul className="mt-2">
              {files.map((file) => (
                <li key={file.id} className="py-1">
                  <a href={`/sandbox/mailbox/${id}/attachments/${file.id}`} download={file.name}>
                    {file.name}
                  </a>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {html && text && (
          <div className="mt-8 grid gap-x-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <Section title={t("html")} className="">
              <iframe
                title={t("html")}
                src={`/sandbox/mailbox/${id}/html`}
                sandbox="allow-scripts allow-top-navigation-by-user-activation"
                className="mt-4 h-[44rem] w-full border border-rule bg-sheet"
              />
            </Section>
            <Section title={t("text")} className="max-lg:mt-10">
              <pre className="mt-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere">{text}</pre>
            </Section>
          </div>
        )}
      </main>
    </>
  );
}
