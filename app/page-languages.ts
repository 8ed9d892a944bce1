import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { PageLanguages } from "@/components/page-locale";
import { findLinkConference, loadLinkRequest } from "@/lib/access/load-request";
import { chooseLocale, LOCALES, type Locale, wantedLocales } from "@/lib/i18n/locales";
import { findJourney } from "./(attendee)/r/[publicId]/journey";

/**
 * The language of this request among those that its page is offered in: what the person chose here (cookie), else what
 * their browser asks for, else English.
 */
export const pageLanguages = cache(async (): Promise<PageLanguages> => {
  const asked = await headers();
  const chosen = (await cookies()).get("foyer_language")?.value;
  const offered = await offeredAt(asked.get("x-path") ?? "/");
  return { offered, locale: chooseLocale(offered, wantedLocales(chosen, asked.get("accept-language") ?? "")) };
});

/**
 * The languages of the conference that the page is about; on every other page those of the interface. A registration's
 * address tells its conference to nobody who may not open it.
 */
async function offeredAt(path: string): Promise<readonly Locale[]> {
  const [, area, id = "", secret = ""] = path.split("/");
  if (area === "r") {
    const found = await findJourney(id);
    const journey = found.open ? found.journey : found.codeFirst;
    return journey?.conference.languages ?? LOCALES;
  }
  if (area !== "verify") return LOCALES;
  if (id === "link") return (await findLinkConference(secret, new Date()))?.languages ?? LOCALES;
  const request = await loadLinkRequest(id);
  return request && !request.isWithoutLink ? request.conference.languages : LOCALES;
}
