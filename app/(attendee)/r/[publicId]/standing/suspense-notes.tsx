import { useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { Note } from "@/components/ui/note";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";

/** Money that arrived and that the order could not take: how much, why, and that nothing of it is lost. */
export function SuspenseNotes({ journey, order }: { journey: Journey; order: JourneyOrder }) {
  const t = useTranslations("attendee.unmatched");
  const locale = usePageLocale();
  const { organiser } = journey.conference;
  return order.suspense.map(({ id, amountMinor, currency, reason }) => {
    const sum = formatMoney(money(amountMinor, currency), locale);
    const known = REASONS.find((one) => one === reason) ?? "other";
    return (
      <Note key={id} tone="wait" title={t(`${known}.is`, { sum, currency: order.currency })}>
        {t(`${known}.do`, { organiser })}
      </Note>
    );
  });
}

const REASONS = ["already-paid", "overpaid", "wrong-currency", "order-cancelled", "places-gone"] as const;
