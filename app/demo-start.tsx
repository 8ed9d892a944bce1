import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Title } from "@/components/attendee/title";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import { DEMO_STAFF } from "@/lib/demo/demo-staff";
import { SHOWN_TEST_CARDS } from "@/lib/sandbox/stripe/test-cards";

/** Whose registration the first step opens. */
const FIRST_REGISTRATION = "/sandbox/indico/registrations/2001";

const STEPS = ["link", "code", "pay"] as const;

/** The demo's first page: what this is, and how to pay within three minutes. */
export async function DemoStart() {
  const t = await getTranslations("demo.home");
  const links = {
    indico: (words: ReactNode) => <a href="/sandbox/indico">{words}</a>,
    mailbox: (words: ReactNode) => <a href="/sandbox/mailbox">{words}</a>,
    first: (words: ReactNode) => <a href={FIRST_REGISTRATION}>{words}</a>,
    register: (words: ReactNode) => <a href="/sandbox/indico/register">{words}</a>,
    card: () => <span className="code whitespace-nowrap">{SHOWN_TEST_CARDS.pays}</span>,
  };
  return (
    <>
      <Title lead={t("lead")}>{t("title")}</Title>
      <Section title={t("steps")}>
        <ol className="mt-2">
          {STEPS.map((step, index) => (
            <li key={step} className="flex gap-5 border-rule border-b py-5">
              <span aria-hidden="true" className="num w-8 shrink-0 font-serif text-3xl text-ink-faint">
                {index + 1}
              </span>
              <div className="min-w-0">
                <h3 className="text-lg font-semibold">{t(`${step}.title`)}</h3>
                <p className="mt-1 max-w-136 text-ink-soft">{t.rich(`${step}.do`, links)}</p>
                {step === "link" && (
                  <p className="mt-4">
                    <ButtonLink look="primary" href={FIRST_REGISTRATION}>
                      {t("link.begin")}
                    </ButtonLink>
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
        <p className="mt-5 max-w-136 text-ink-soft">{t.rich("then", links)}</p>
      </Section>
      <Section title={t("staff.title")} intro={t("staff.lead")}>
        <DefinitionList
          className="mt-4 max-w-136"
          items={[
            { term: t("staff.page"), value: <a href="/admin">{t("staff.sign-in")}</a> },
            { term: t("staff.email"), value: DEMO_STAFF.email, code: true },
            { term: t("staff.password"), value: DEMO_STAFF.password, code: true },
          ]}
        />
      </Section>
      <Section title={t("real.title")}>
        <p className="mt-2 max-w-136 text-ink-soft">{t("real.lead")}</p>
      </Section>
    </>
  );
}
