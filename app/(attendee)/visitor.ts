import "server-only";
import type { NextRequest } from "next/server";
import type { Visitor } from "@/lib/access/follow-link";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { chooseLocale } from "@/lib/i18n/locales";
import { accessCookie } from "./access-cookie";

/** Who asks, as far as a route handler can tell: address, language, the session of the browser. */
export function visitorOf(request: NextRequest): Visitor {
  const chosen = request.cookies.get("foyer_language")?.value;
  return {
    address: clientAddress(request.headers.get("x-forwarded-for"), env().TRUSTED_PROXIES),
    locale: chooseLocale(chosen, request.headers.get("accept-language") ?? ""),
    accessToken: request.cookies.get(accessCookie().name)?.value,
  };
}
