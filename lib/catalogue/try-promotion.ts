import "server-only";
import { findPromotionByCode } from "@/lib/catalogue/load-promotion";
import { db } from "@/lib/db/client";
import { countIncident } from "@/lib/incidents/count-incident";
import { giveBackToken, takeToken } from "@/lib/limits/take-token";

/**
 * Lets a promotion code be looked at, unless too many that there are not were tried before ("spent"): so that nobody
 * finds one by guessing. The try counts before the code is looked up; it is given back for one that there is.
 * @param by.registrationId null: whoever tries has none
 */
export async function tryPromotion(
  conferenceId: number,
  typed: string,
  by: { address: string; registrationId: number | null },
): Promise<"given" | "spent"> {
  const tries = [
    ...(by.registrationId === null ? [] : [["promotionByRegistration", String(by.registrationId)] as const]),
    ["promotionByAddress", by.address] as const,
    ["promotionByConference", String(conferenceId)] as const,
  ];
  for (const [kind, subject] of tries) {
    if ((await takeToken(kind, subject)) === "given") continue;
    if (kind === "promotionByConference") await countIncident("promotion-guesses");
    return "spent";
  }
  const found = await findPromotionByCode(await db(), conferenceId, typed);
  if (found?.isActive) for (const [kind, subject] of tries) await giveBackToken(kind, subject);
  return "given";
}
