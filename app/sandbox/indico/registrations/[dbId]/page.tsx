import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { IndicoState } from "@/app/sandbox/indico/indico-state";
import { PageHeader } from "@/components/attendee/page-frame";
import { Title } from "@/components/attendee/title";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { SANDBOX_EVENT } from "@/lib/sandbox/indico/form";
import { paymentLink } from "@/lib/sandbox/indico/payment-text";
import { findSandboxRegistrant } from "@/lib/sandbox/indico/read-registrants";
import { shownAnswers } from "@/lib/sandbox/indico/shown-answers";
import { formatDateTime } from "@/lib/time/format";

type Props = { params: Promise<{ dbId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sandbox.indico"))("your-registration") };
}

/** What a registrant sees in Indico: the registration, and the Bank Transfer text with the link to the portal. */
export default async function SandboxRegistrationPage({ params }: Props) {
  if (!env().isDemo) notFound();
  const row = await findSandboxRegistrant(Number((await params).dbId));
  if (!row) notFound();
  const t = await getTranslations("sandbox.indico");
  const locale = await getLocale();
  const at = (moment: Date) => formatDateTime(moment, SANDBOX_EVENT.timeZone, locale);
  const text = t.rich("payment-text", { link: (words) => <a href={paymentLink(row)}>{words}</a> });
  return (
    <>
      <PageHeader path={`/sandbox/indico/registrations/${row.id}`} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-3xl px-[clamp(1rem,4vw,3rem)] pt-4 pb-20">
        <p className="mb-3 text-sm">
          <a href="/sandbox/indico">{t("back")}</a>
        </p>
        <Title lead={t("registration-of", { number: row.friendlyId, event: SANDBOX_EVENT.title })}>
          <bdi>
            {row.firstName} {row.lastName}
          </bdi>
        </Title>
        <p className="mt-3">
          <IndicoState state={row.state} />
        </p>
        <Section title={t("payment")}>
          {row.state === "unpaid" ? (
            <p className="mt-3 text-lg">{text}</p>
          ) : (
            <>
              <Note className="mt-3" title={t("no-payment-page")}>
                {t("old-mail")}
              </Note>
              <p className="mt-3">{text}</p>
            </>
          )}
          <DefinitionList
            className="mt-4"
            items={[
              { term: t("price"), value: formatMoney(money(row.priceMinor, row.form.currency), locale) },
              { term: t("paid"), value: row.isPaid && row.paidAt ? at(row.paidAt) : t("no") },
              { term: t("checked-in"), value: row.checkedIn && row.checkedInAt ? at(row.checkedInAt) : t("no") },
            ]}
          />
        </Section>
        <Section title={t("data")}>
          <DefinitionList
            className="mt-3"
            items={[
              { term: t("email"), value: row.email },
              ...shownAnswers(row).map(({ title, text: value }) => ({ term: title, value: <bdi>{value}</bdi> })),
              { term: t("registered"), value: at(row.registeredAt) },
            ]}
          />
        </Section>
      </main>
    </>
  );
}
