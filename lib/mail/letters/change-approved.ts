import type { Locale } from "@/lib/i18n/locales";
import type { Mail } from "@/lib/mail/compose";
import { composeOrderChange, type OrderAmended } from "@/lib/mail/letters/order-amended";

/** Staff changed an order as its person had asked: what it is now, and what that means for the money. */
export function composeChangeApproved(data: OrderAmended, locale: Locale): Promise<Mail> {
  return composeOrderChange("change-approved", data, locale);
}
