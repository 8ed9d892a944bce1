import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLocale } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";

/** The language of a page: the person's own choice (cookie), else the browser's, else English. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get("foyer_language")?.value;
  const accepted = (await headers()).get("accept-language") ?? "";
  const locale = chooseLocale(chosen, accepted);
  return { locale, messages: messagesOf(locale), timeZone: "UTC" };
});
