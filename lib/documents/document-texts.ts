import { createTranslator } from "use-intl/core";
import type { PaymentWay } from "@/lib/db/generated/enums";
import { type Locale, nearestShipped } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";

/** The catalogue of documents that comes nearest to a language. A missing text is a bug and throws. */
export function documentTexts(locale: Locale) {
  return createTranslator({
    locale: nearestShipped(locale),
    messages: messagesOf(locale),
    namespace: "documents",
    onError: (error) => {
      throw error;
    },
  });
}

/** How an order was paid; `cardLastFour` only for a card whose provider told us. */
export type PaidBy = { way: PaymentWay; cardLastFour: string | null };

/** "card ending 4242", "bank transfer". */
export function describePaidBy({ way, cardLastFour }: PaidBy, locale: Locale): string {
  const texts = documentTexts(locale);
  if (way !== "card") return texts(`paid-by.${way}`);
  return cardLastFour ? texts("paid-by.card", { digits: cardLastFour }) : texts("paid-by.card-unnamed");
}

/** "23 %" of 2300 basis points, Italian "22 %"; decimals only where there are some ("5.5 %"). */
export function formatTaxRate(basisPoints: number, locale: Locale): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(basisPoints / 100)} %`;
}
