import type { Browser, Page } from "./harness/browser";
import { FORM_ID } from "./harness/conference";
import type { MailSink } from "./harness/mail-sink";

export type Attendee = { eventId: number; friendlyId: number; registrationDbId: number; email: string };

/** Somebody on the way through the public pages, and the page before them. */
export type Walker = { browser: Browser; attendee: Attendee; page: Page | undefined };

export type Step = { name: string; take: (walker: Walker, mails: MailSink) => Promise<Page> };

/** The whole way without a script: Indico's link to the confirmation, paying on site. */
export const STEPS: readonly Step[] = [
  { name: "link", take: ({ browser, attendee }) => browser.open(linkOf(attendee)) },
  {
    name: "code",
    take: async ({ browser, attendee, page }, mails) => {
      const code = await mails.codeFor(attendee.email);
      const verify = expected(page, /^\/verify\//);
      return browser.send(verify, verify.formWith('input[name="code"]'), { code });
    },
  },
  { name: "details", take: ({ browser, page }) => sendDetails(browser, expected(page, /\/details$/)) },
  { name: "choice", take: ({ browser, page }) => sendChoice(browser, expected(page, /\/choose$/)) },
  {
    name: "payment",
    take: async ({ browser, page }) => {
      const standing = await sendWay(browser, expected(page, /\/pay$/), "on_site");
      return expected(standing, /^\/r\/[^/]+$/);
    },
  },
];

/** @throws when the page is another one, saying which */
function expected(page: Page | undefined, path: RegExp): Page {
  if (!page) throw new Error("There is no page yet");
  return page.expect(path);
}

/** The address in Indico's payment text. */
export function linkOf({ eventId, friendlyId, registrationDbId, email }: Attendee): string {
  return `/pay?codes=${eventId}.${friendlyId}.${registrationDbId}.${FORM_ID}|${encodeURIComponent(email)}`;
}

export function sendDetails(browser: Browser, page: Page): Promise<Page> {
  return browser.send(page, page.formWith('[name="lastName"]'));
}

/** A fee, the dinner with a diet and the boat. */
export function sendChoice(browser: Browser, page: Page): Promise<Page> {
  const values = { category: "regular", service: ["dinner", "boat"] };
  return browser.send(page, page.formWith('[name="category"]'), values);
}

export function sendWay(browser: Browser, page: Page, way: "on_site" | "card"): Promise<Page> {
  return browser.send(page, page.formWith('[name="way"]'), { way });
}
