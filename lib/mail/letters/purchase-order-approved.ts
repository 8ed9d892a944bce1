import type { Locale } from "@/lib/i18n/locales";
import type { Mail } from "@/lib/mail/compose";
import { type AwaitedTransfer, composeTransferLetter } from "@/lib/mail/letters/transfer-blocks";
import { mailTexts } from "@/lib/mail/mail-texts";

export type PurchaseOrderApproved = AwaitedTransfer & { institute: string };

/** Staff approved that an institute pays. */
export function composePurchaseOrderApproved(data: PurchaseOrderApproved, locale: Locale): Promise<Mail> {
  const texts = mailTexts(locale);
  const { conference, institute } = data;
  const opening = {
    subject: texts("purchase-order-approved.subject", { institute, conference: conference.name }),
    status: { tone: "ok", words: texts("purchase-order-approved.status") },
    heading: texts("purchase-order-approved.heading", { institute }),
    lead: texts("purchase-order-approved.lead", { organiser: conference.organiser }),
  } as const;
  return composeTransferLetter(opening, data, locale);
}
