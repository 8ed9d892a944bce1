import { documentTexts } from "@/lib/documents/document-texts";
import type { Locale } from "@/lib/i18n/locales";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";

type SoldWith = { promotion: { code: string } | null; promotionMinor: number; quantity: number };

/** "with code EARLY €54.00 less" of a line that was sold with a promotion code; nothing of any other. */
export function promotionNote(
  { promotion, promotionMinor, quantity }: SoldWith,
  currency: string,
  locale: Locale,
): string {
  if (!promotion) return "";
  const texts = documentTexts(locale);
  if (promotionMinor === 0) return texts("order.promotion", { code: promotion.code });
  const amount = formatMoney(money(promotionMinor * quantity, currency), locale);
  return texts("order.promotion-less", { code: promotion.code, amount });
}
