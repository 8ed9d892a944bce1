import "server-only";
import type { Mail as MailRow } from "@/lib/db/generated/client";
import { readOrder, registrationUrl } from "@/lib/documents/read-order";
import { wordingOf } from "@/lib/mail/find-wording-of";
import type { Letter, LetterFacts } from "@/lib/mail/queue-mail";
import { isWordedLetter } from "@/lib/mail/wording";
import { writeChangeDecided } from "@/lib/mail/write-change-letter";
import { ORDER_LETTERS } from "@/lib/mail/write-order-letters";
import {
  writeCode,
  writeRefund,
  writeSample,
  writeStaffMessage,
  writeTransferred,
  writeUnmatched,
} from "@/lib/mail/write-other-letters";
import { writeSessionNews } from "@/lib/mail/write-session-letter";
import { writeInvitation, writePasswordReset } from "@/lib/mail/write-staff-letter";
import type { Written } from "@/lib/mail/written";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { shownNumber } from "@/lib/registration/shown-number";
import { err } from "@/lib/result";

/** Composes a mail of the outbox, in its language, from what the database says now. */
export async function writeLetter(row: MailRow, now: Date): Promise<Written> {
  const letter = row.letter as Letter;
  const { locale } = row;
  const facts = row.facts as LetterFacts[Letter];
  if (letter === "verification-code") return writeCode(facts as LetterFacts["verification-code"], locale, now);
  if (letter === "staff-invitation") return writeInvitation(facts as LetterFacts["staff-invitation"], locale, now);
  if (letter === "staff-password-reset")
    return writePasswordReset(facts as LetterFacts["staff-password-reset"], locale, now);
  if (letter === "money-unmatched") return writeUnmatched(facts as LetterFacts["money-unmatched"], locale);
  if (letter === "change-decided") return writeChangeDecided(facts as LetterFacts["change-decided"], locale);
  if (letter === "session-news") return writeSessionNews(facts as LetterFacts["session-news"], locale);
  if (letter === "refund-done") return writeRefund(facts as LetterFacts["refund-done"], locale);
  if (letter === "staff-message") return writeStaffMessage(row, facts as LetterFacts["staff-message"], locale);
  if (letter === "registration-handed-over" || letter === "registration-taken-over") {
    return writeTransferred(letter, facts as LetterFacts["registration-taken-over"], locale);
  }
  if (letter === "sample") return writeSample(facts as LetterFacts["sample"], locale, now);
  const order = await readOrder((facts as { orderId: number }).orderId);
  if (!order) return err("order-gone");
  const values = {
    "first-name": order.payer.firstName,
    "last-name": order.payer.lastName,
    registration: shownNumber(order.payer, order.conference),
    order: String(order.number),
    amount: formatMoney(money(order.totalMinor, order.currency), locale),
    link: registrationUrl(order),
  };
  const wording = isWordedLetter(letter) ? await wordingOf(order.conference, letter, locale, values) : undefined;
  return ORDER_LETTERS[letter]({ ...order, conference: { ...order.conference, wording } }, locale, row.createdAt);
}
