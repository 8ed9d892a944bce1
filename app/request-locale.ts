import { getRequestConfig } from "next-intl/server";
import { tellPageLanguages } from "@/components/page-locale";
import { nearestShipped } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";
import { pageLanguages } from "./page-languages";

/** The language of the interface: the nearest to the page's that has a catalogue. */
export default getRequestConfig(async () => {
  const languages = await pageLanguages();
  tellPageLanguages(languages);
  const locale = nearestShipped(languages.locale);
  return { locale, messages: messagesOf(locale), timeZone: "UTC" };
});
