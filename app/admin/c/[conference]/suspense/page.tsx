import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { type DeskSuspense, listSuspense, nameOf } from "@/lib/payments/load-payment";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../act";
import { Desk } from "../../../desk";
import { type AtDesk, requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { paymentPage, suspensePage } from "../payments/payments-frame";
import { Reason } from "./reason";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-payments"))("suspense.title") };
}

/** Money that fits no order yet: why, and what is done with it. */
export default async function SuspensePage({ params, searchParams }: PageProps<"/admin/c/[conference]/suspense">) {
  const { conference: slug } = await params;
  const page = suspensePage(slug);
  const at = await requireAtDesk(slug, "suspense.see", page);
  const said = await searchParams;
  const state = said.state === "resolved" ? "resolved" : "open";
  const rows = await listSuspense(at.conference.id, state);
  const t = await getTranslations("admin-payments.suspense");
  return (
    <Desk
      at={at}
      current="suspense"
      title={state === "open" ? t("title") : t("title-resolved")}
      aside={
        <ButtonLink href={state === "open" ? `${page}?state=resolved` : page} size="dense">
          {state === "open" ? t("show-resolved") : t("show-open")}
        </ButtonLink>
      }
    >
      <Outcome searchParams={said} />
      {rows.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={t(`none-${state}`)}>{t(`none-${state}-do`)}</EmptyState>
        </div>
      ) : (
        <ul className="mt-4">
          {rows.map((row) => (
            <SuspenseRow key={row.id} row={row} at={at} />
          ))}
        </ul>
      )}
    </Desk>
  );
}

async function SuspenseRow({ row, at }: { row: DeskSuspense; at: AtDesk }) {
  const t = await getTranslations("admin-payments.suspense");
  const payments = await getTranslations("admin-payments");
  const locale = (await getLocale()) as Locale;
  const { slug } = at.conference;
  const sum = formatMoney({ minor: row.amountMinor, currency: row.currency }, locale);
  const page = `${suspensePage(slug)}/${row.id}`;
  const mayAct = row.state === "open" && !row.isUnderWay && at.may("suspense.resolve");
  return (
    <li className="border-rule border-t py-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b className="num">{sum}</b>
        <a href={paymentPage(slug, row.payment.publicId)}>{payments(`ways.${row.payment.way}`)}</a>
        {row.order && (
          <a href={registrationPage(slug, row.order.payer.publicId)}>
            {t("of", { name: nameOf(row.order.payer), number: row.order.number })}
          </a>
        )}
        <span className="text-ink-soft">{formatDateTime(row.createdAt, at.conference.timeZone, locale)}</span>
      </p>
      <p className="[overflow-wrap:anywhere]">
        <Reason code={row.reason} /> {row.payment.note}
      </p>
      {row.isUnderWay && <p className="text-wait">{t("under-way")}</p>}
      {row.resolution && (
        <p className="[overflow-wrap:anywhere]">
          {t(`resolutions.${row.resolution}`)} {row.resolvedReason}
        </p>
      )}
      {mayAct && (
        <div className="mt-2 flex flex-wrap gap-2">
          {row.canAccept && row.order && (
            <form action={`${page}/assign`} method="post">
              <input type="hidden" name="order" value={row.order.publicId} />
              <Button type="submit" size="dense" aria-label={t("accept-of", { number: row.order.number, sum })}>
                {t("accept", { number: row.order.number })}
              </Button>
            </form>
          )}
          {at.may("payments.refund") && (
            <ButtonLink href={`${paymentPage(slug, row.payment.publicId)}/refund`} size="dense">
              {t("refund", { sum })}
            </ButtonLink>
          )}
          <ButtonLink href={page} size="dense" look="quiet" aria-label={t("other-of", { sum })}>
            {t("other")}
          </ButtonLink>
        </div>
      )}
      {row.resolution === "kept" && at.may("suspense.resolve") && (
        <form action={`${page}/reopen`} method="post" className="mt-2">
          <Button type="submit" size="dense" look="quiet" aria-label={t("reopen-of", { sum })}>
            {t("reopen")}
          </Button>
        </form>
      )}
    </li>
  );
}
