import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { QuotaBar } from "@/components/ui/quota-bar";
import { Section } from "@/components/ui/section";
import type { DeskConference } from "@/lib/desk/find-conference";
import { type Headline, loadBreakdown, loadHeadline, loadQuotas, type QuotaFigures } from "@/lib/figures/load-figures";
import { loadGrowth } from "@/lib/figures/load-growth";
import { formatAmount } from "@/lib/money/format";
import { Breakdowns } from "./breakdowns";
import { GrowthPlots } from "./growth-plots";
import { rowsBehind } from "./rows-behind";

type FiguresProps = { conference: DeskConference; maySetUp: boolean; maySeeMoney: boolean; now: Date };

/** How the conference stands: counts and sums, growth, quotas, and where people come from. Each opens its rows. */
export async function Figures({ conference, maySetUp, maySeeMoney, now }: FiguresProps) {
  const { id, slug, currency } = conference;
  const [headline, growth, quotas, breakdown] = await Promise.all([
    loadHeadline(id),
    loadGrowth(conference, now),
    loadQuotas(id),
    loadBreakdown(id, currency),
  ]);
  return (
    <>
      <Strip headline={headline} conference={conference} maySeeMoney={maySeeMoney} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <GrowthPlots growth={growth} conference={conference} now={now} />
        <Quotas quotas={quotas} slug={slug} maySetUp={maySetUp} />
      </div>
      <Breakdowns breakdown={breakdown} conference={conference} />
    </>
  );
}

type StripProps = { headline: Headline; conference: DeskConference; maySeeMoney: boolean };

async function Strip({ headline, conference, maySeeMoney }: StripProps) {
  const t = await getTranslations("admin-figures");
  const locale = await getLocale();
  const { slug } = conference;
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const { registrations, paid, thisWeek, begun, checkedIn, openOrders } = headline;
  const percent = registrations ? Math.round((100 * paid) / registrations) : 0;
  const money = headline.money.length
    ? headline.money
    : [{ currency: conference.currency, receivedMinor: 0, openMinor: 0, refundedMinor: 0, suspenseMinor: 0 }];
  const ledger = maySeeMoney ? `/admin/c/${slug}/payments` : undefined;
  return (
    <dl className="mt-8 grid grid-cols-2 gap-y-4 border-ink border-t pt-3 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]">
      <Figure
        term={t("registrations")}
        href={rowsBehind(slug, { state: "active" })}
        under={t("this-week", { count: thisWeek })}
      >
        {count(registrations)}
      </Figure>
      <Figure term={t("paid")} href={rowsBehind(slug, { money: "paid" })} under={t("of-registrations", { percent })}>
        {count(paid)}
      </Figure>
      <Figure term={t("present")} href={rowsBehind(slug, { presence: "here" })} under={t("begun", { count: begun })}>
        {count(checkedIn)}
      </Figure>
      {money.map(({ currency, receivedMinor, openMinor, refundedMinor, suspenseMinor }) => {
        const amount = (minor: number) => formatAmount({ minor, currency }, locale);
        return [
          <Figure
            key={`in-${currency}`}
            term={t("received-in", { currency })}
            href={ledger}
            under={suspenseMinor ? t("and-suspense", { sum: amount(suspenseMinor) }) : t("by-the-ledger")}
          >
            {amount(receivedMinor)}
          </Figure>,
          <Figure
            key={`open-${currency}`}
            term={t("open-in", { currency })}
            href={rowsBehind(slug, { money: "owing" })}
            under={t("orders-wait", { count: openOrders })}
          >
            {amount(openMinor)}
          </Figure>,
          <Figure
            key={`out-${currency}`}
            term={t("refunded-in", { currency })}
            href={ledger}
            under={t("by-the-ledger")}
          >
            {amount(refundedMinor)}
          </Figure>,
        ];
      })}
    </dl>
  );
}

type FigureProps = { term: string; href?: string | undefined; under: string; children: ReactNode };

function Figure({ term, href, under, children }: FigureProps) {
  return (
    <div className="border-rule pr-4 sm:not-first:border-l sm:not-first:pl-4">
      <dt className="text-ink-soft">{term}</dt>
      <dd className="num font-serif text-3xl">
        {href ? (
          <a href={href} className="no-underline hover:underline">
            {children}
          </a>
        ) : (
          children
        )}
        <small className="block font-sans text-sm tracking-normal text-ink-soft">{under}</small>
      </dd>
    </div>
  );
}

type QuotasProps = { quotas: readonly QuotaFigures[]; slug: string; maySetUp: boolean };

async function Quotas({ quotas, slug, maySetUp }: QuotasProps) {
  const t = await getTranslations("admin-figures");
  return (
    <Section title={t("quotas")} className="">
      {quotas.length === 0 ? (
        <p className="mt-2 text-ink-soft">{t("quotas-none")}</p>
      ) : (
        <>
          <ul className="mt-3 grid gap-3.5">
            {quotas.map(({ id, name, sold, held, capacity }) => (
              <li key={id}>
                <QuotaBar
                  title={name}
                  sold={sold}
                  held={held}
                  capacity={capacity}
                  href={maySetUp ? `/admin/c/${slug}/set-up/quotas` : undefined}
                />
              </li>
            ))}
          </ul>
          <p className="mt-3 text-xs text-ink-faint">{t("quotas-key")}</p>
        </>
      )}
    </Section>
  );
}
