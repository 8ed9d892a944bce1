import { createTranslator } from "use-intl/core";
import { type Locale, nearestShipped } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";
import { cityOfZone, formatDateTime } from "@/lib/time/format";

/** The catalogue of mails that comes nearest to a language. A missing text is a bug and throws. */
export function mailTexts(locale: Locale) {
  return createTranslator({
    locale: nearestShipped(locale),
    messages: messagesOf(locale),
    namespace: "mail",
    onError: (error) => {
      throw error;
    },
  });
}
export type MailTexts = ReturnType<typeof mailTexts>;

/** "Mon 22 March 2027, 15:10 in Lisbon", in the language of the sentences that it stands in. */
export function formatMoment(at: Date, timeZone: string, locale: Locale): string {
  const shipped = nearestShipped(locale);
  const moment = formatDateTime(at, timeZone, shipped);
  return mailTexts(locale)("moment", { moment, place: cityOfZone(timeZone, shipped) });
}
