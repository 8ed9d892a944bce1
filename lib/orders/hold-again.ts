import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { db } from "@/lib/db/client";
import { dropStaleCode } from "@/lib/pricing/promotion";
import { choiceOfOrder, type Ordered } from "./choice-of-order";
import { holdOrder } from "./hold-order";

/**
 * What an order whose time is over would be at the prices of now, its free places as they are: with its promotion code
 * only where that may still be used.
 */
export async function chooseAgain(
  { id: registrationId, conferenceId }: { id: number; conferenceId: number },
  order: Ordered,
  locale: string | null,
  now: Date,
) {
  const choice = choiceOfOrder(order);
  const { promotionCode } = choice;
  const catalogue = await loadCatalogue(await db(), { conferenceId, registrationId, locale, promotionCode });
  return { catalogue, choice: dropStaleCode(catalogue, choice, now), codeBefore: promotionCode ?? null };
}

/** Takes the places of a draft whose time is over once more, as `chooseAgain` prices it. */
export async function holdAgain(
  registration: { id: number; conferenceId: number },
  order: Ordered,
  actor: Actor,
  now: Date,
): ReturnType<typeof holdOrder> {
  const { choice } = await chooseAgain(registration, order, null, now);
  return holdOrder(registration.id, choice, actor, now);
}
