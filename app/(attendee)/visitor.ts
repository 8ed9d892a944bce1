import "server-only";
import type { NextRequest } from "next/server";
import type { Visitor } from "@/lib/access/follow-link";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { chooseLocale, LOCALES, type Locale, wantedLocales } from "@/lib/i18n/locales";
import { accessCookie } from "./access-cookie";

/**
 * Who asks, as far as a route handler can tell: address, language, the session of the browser.
 * @param offered languages of the conference that they come to
 */
export function visitorOf(request: NextRequest, offered: readonly Locale[] = LOCALES): Visitor {
  const chosen = request.cookies.get("foyer_language")?.value;
  return {
    address: clientAddress(request.headers.get("x-forwarded-for"), env().TRUSTED_PROXIES),
    locale: chooseLocale(offered, wantedLocales(chosen, request.headers.get("accept-language") ?? "")),
    accessToken: request.cookies.get(accessCookie().name)?.value,
  };
}
