import { useLocale, useTranslations } from "next-intl";
import { StateMark } from "@/components/staff/state-mark";
import { Button, ButtonLink } from "@/components/ui/button";
import { formatMoney } from "@/lib/money/format";
import type { DeskPayment } from "@/lib/payments/load-payment";
import { formatDateTime } from "@/lib/time/format";
import type { AtDesk } from "../../../../guard";
import { useFailures } from "../../reasons";
import { paymentPage } from "../payments-frame";

type RefundRowProps = { refund: DeskPayment["refunds"][number]; payment: DeskPayment; at: AtDesk };

/** One refund, and where it failed what to do: try again, or say that it is dealt with. */
export function RefundRow({ refund, payment, at }: RefundRowProps) {
  const t = useTranslations("admin-payments");
  const failures = useFailures();
  const locale = useLocale();
  const { state, way, amountMinor, currency, reason, failure, providerId, dismissedAt } = refund;
  const page = paymentPage(at.conference.slug, payment.publicId);
  const waits = state === "failed" && dismissedAt === null && at.may("payments.refund");
  return (
    <li className="border-rule border-t py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b className="num">{formatMoney({ minor: amountMinor, currency }, locale)}</b>
        <StateMark group="refund" state={state} />
        <span>{t(`refund-ways.${way}`)}</span>
        <span className="text-ink-soft">
          {formatDateTime(refund.doneAt ?? refund.createdAt, at.conference.timeZone, locale)}
        </span>
      </p>
      <p className="text-ink-soft [overflow-wrap:anywhere]">
        {reason}
        {providerId && <span className="code ml-2">{providerId}</span>}
      </p>
      {state === "failed" && <p className="mt-1 text-bad">{failures(failure)}</p>}
      {waits && (
        <form action={`${page}/dismiss-refund`} method="post" className="mt-2 flex flex-wrap gap-2">
          <input type="hidden" name="refund" value={refund.publicId} />
          <ButtonLink href={`${page}/refund`} size="dense">
            {t("refund.again")}
          </ButtonLink>
          <Button type="submit" size="dense" look="quiet">
            {t("refund.dismiss")}
          </Button>
        </form>
      )}
    </li>
  );
}
