import { createTranslator } from "use-intl/core";
import type { BookingAnswer, BookingRequest } from "@/lib/bookings/book-session";
import { chooseLocale, LOCALES, nearestShipped } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";

/**
 * One sentence for the attendee, without codes, in the first of the languages that there is a catalogue of.
 * @param isUnpaid the person is no participant yet because a payment is missing
 */
export function sayBooking(
  { result, reason, position, conflicts }: Pick<BookingAnswer, "result" | "reason" | "position" | "conflicts">,
  action: BookingRequest["action"],
  isUnpaid: boolean,
  languages: readonly string[],
): string {
  const locale = nearestShipped(chooseLocale(LOCALES, languages));
  const t = createTranslator({ locale, messages: messagesOf(locale), namespace: "event-app.answers" });
  if (result === "refused") {
    if (reason === "overlap") return t("overlap", { title: conflicts[0]?.title ?? "" });
    if (reason === "person_not_registered" && isUnpaid) return t("person_unpaid");
    return reason ? t(reason) : t("refused");
  }
  if (result === "waitlisted") return position === null ? t("would_wait") : t("waitlisted", { position });
  if (result === "available") return action === "register" ? t("needs_none") : t("available");
  return t(result);
}
