import type { ShippedLocale } from "@/lib/i18n/locales";
import type { Messages } from "@/lib/i18n/messages";

/** Lets the compiler check every message key and locale that next-intl is given. */
declare module "next-intl" {
  interface AppConfig {
    Locale: ShippedLocale;
    Messages: Messages;
  }
}
