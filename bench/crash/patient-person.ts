import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "../harness/browser";
import { linkOf, sendChoice, sendDetails, sendWay } from "../walk";
import type { CardStandIn } from "./card-stand-in";
import type { Registered } from "./indico-dev";

/** How far a person came before they gave up or closed the browser. */
export type Came = "paid" | "left-after-paying" | "gave-up";

type World = {
  cards: CardStandIn;
  /** The code in the newest mail to an address, if there is one. */
  findCode: (email: string) => Promise<string | undefined>;
  /** False: nobody begins anything new. */
  isOpen: () => boolean;
};

const RELOAD_AFTER_MS = 400;
const PATIENCE_MS = 120_000;

/**
 * Somebody who follows the link and pays by card, and who reloads the page whenever the portal does not answer.
 * @param returns whether they come back from the hosted page, or close the browser once they have paid
 */
export async function payPatiently(
  browser: Browser,
  registered: Registered,
  returns: boolean,
  { cards, findCode, isOpen }: World,
): Promise<Came> {
  const until = performance.now() + PATIENCE_MS;
  const { event_id, friendly_id, registration_db_id, email } = registered;
  const link = linkOf({ eventId: event_id, friendlyId: friendly_id, registrationDbId: registration_db_id, email });
  let address = link;
  let page: Page | undefined;
  while (performance.now() < until && (isOpen() || address !== link)) {
    try {
      page ??= await browser.open(address);
      if (page.status >= 500) throw new Error(`${page.status}`);
      const checkoutId = /cs_test_\w+/.exec(page.url)?.[0];
      if (checkoutId && !page.path.startsWith("/r/")) {
        await cards.pay(checkoutId).catch(ignorePaidAlready);
        if (!returns) return "left-after-paying";
        page = await browser.open(`${address}/return?checkout=${checkoutId}`);
        continue;
      }
      address = page.path;
      if (/^\/r\/[^/]+$/.test(page.path)) return "paid";
      page = await next(browser, page, email, findCode);
    } catch {
      // The portal is down, or fell while it answered: look again at the page where one was.
      page = undefined;
    }
    if (!page) await sleep(RELOAD_AFTER_MS);
  }
  return "gave-up";
}

/** Fills in the page and sends it; nothing while the code has not come. */
async function next(
  browser: Browser,
  page: Page,
  email: string,
  findCode: World["findCode"],
): Promise<Page | undefined> {
  if (page.path.startsWith("/verify/")) {
    const code = await findCode(email);
    return code ? browser.send(page, page.formWith('input[name="code"]'), { code }) : undefined;
  }
  if (page.path.endsWith("/details")) return sendDetails(browser, page);
  if (page.path.endsWith("/choose")) return sendChoice(browser, page);
  return sendWay(browser, page, "card");
}

/** The button was pressed twice: the first press counted. */
function ignorePaidAlready(error: unknown): void {
  if (!/ (400|409) /.test(String(error))) throw error;
}
