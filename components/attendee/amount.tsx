import { usePageLocale } from "@/components/page-locale";
import { formatAmount, formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";

/** A figure as the page's language writes it: "1,234.50", with its currency ("EUR 1,234.50") where no head says it. */
export function Amount({ of, withCurrency }: { of: Money; withCurrency?: boolean | undefined }) {
  const locale = usePageLocale();
  return <span className="num">{withCurrency ? formatMoney(of, locale) : formatAmount(of, locale)}</span>;
}
