import { type Locale, nearestShipped } from "@/lib/i18n/locales";
import type { Mail } from "@/lib/mail/compose";
import { type AwaitedTransfer, composeTransferLetter, formatDueDay } from "@/lib/mail/letters/transfer-blocks";
import { mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";

/** An order was placed and waits for a bank transfer. */
export function composeOrderByTransfer(data: AwaitedTransfer, locale: Locale): Promise<Mail> {
  const texts = mailTexts(locale);
  const { conference, transfer } = data;
  const amount = formatMoney(transfer.amount, locale);
  const due = formatDueDay(transfer.dueOn, nearestShipped(locale)); // inside a sentence
  const opening = {
    subject: texts("order-by-transfer.subject", { amount, due, conference: conference.name }),
    status: { tone: "wait", words: texts("order-by-transfer.status") },
    heading: texts("order-by-transfer.heading", { amount, due }),
    lead: texts("order-by-transfer.lead"),
  } as const;
  return composeTransferLetter(opening, data, locale);
}
