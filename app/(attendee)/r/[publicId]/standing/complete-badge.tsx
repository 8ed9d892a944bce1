import { useTranslations } from "next-intl";
import type { BadgeProps } from "@/components/badge/badge";
import { usePageLocale } from "@/components/page-locale";
import { Words } from "@/components/words";
import { describePaidBy } from "@/lib/documents/document-texts";
import { paidBy, receiptNumberOf } from "@/lib/documents/read-order";
import { ticketCode } from "@/lib/documents/ticket-code";
import { formatAmount } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { drawQrCode } from "@/lib/qr/draw-qr-code";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { formatDate } from "@/lib/time/format";
import { useBadge } from "../../../attendee-stage";

/** The badge with its entry code, and the stub torn off: it is the receipt. */
export function useCompleteBadge(journey: Journey, order: JourneyOrder): BadgeProps {
  const t = useTranslations("attendee.done");
  const locale = usePageLocale();
  const { conference, registration } = journey;
  const { scan, short } = ticketCode(registration.publicId);
  const { currency, totalMinor } = order;
  const { paidBy: by, paidAt } = paidBy(order);
  const receipt = receiptNumberOf({ conference, receiptNumber: order.receiptNumber });
  const day = { key: "day", title: t("on"), amount: <Words>{formatDate(paidAt, conference.timeZone, locale)}</Words> };
  const isFree = totalMinor === 0;
  return {
    ...useBadge("done", conference, journey),
    entry: { ...drawQrCode(scan, "Q"), code: short, hint: t("show") },
    stub: {
      lines: isFree
        ? [{ ...day, title: t("confirmed-on") }]
        : [
            { key: "receipt", title: t("receipt-short"), amount: receipt },
            day,
            { key: "by", title: t("by"), amount: describePaidBy(by, locale) },
          ],
      total: {
        title: t("paid", { currency }),
        amount: formatAmount(money(totalMinor, currency), locale),
      },
      small: isFree ? undefined : t("on-receipt"),
      torn: true,
    },
  };
}
