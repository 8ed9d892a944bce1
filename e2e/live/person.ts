import { expect, type Page } from "@playwright/test";
import type { IndicoState } from "./indico";
import { waitForLetter } from "./mailbox";
import type { Place } from "./places";

/** Indico's link as it renders it for a registrant, leading to this place's portal. */
type Addressed = Pick<Place, "indico" | "portalUrl">;

export async function paymentLink({ indico, portalUrl }: Addressed, registrationDbId: number): Promise<string> {
  const { link } = await indico.paymentText(registrationDbId);
  return `${portalUrl}${link.pathname}${link.search}`;
}

/**
 * The same link, naming the conference: for an event and form that several conferences are tied to. From the codes, not
 * from the event's text, which another test may be changing just now.
 */
export async function paymentLinkOf(place: Place, slug: string, registrationDbId: number): Promise<string> {
  const { codes, email } = await place.indico.state(registrationDbId);
  return `${place.portalUrl}/pay/${slug}?codes=${codes}|${encodeURIComponent(email)}`;
}

/** Follows a link as far as the page that asks for the code. @returns the number of the request */
export async function openLink(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "First, a quick check that it is you" })).toBeVisible();
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** Follows the link, reads the code in the mailbox, types it. */
export async function open(page: Page, place: Place, registrant: IndicoState, link?: string): Promise<void> {
  await openLink(page, link ?? (await paymentLink(place, registrant.registration_db_id)));
  const { facts } = await waitForLetter(place, registrant.email, "verification-code");
  await page.getByLabel("Six-digit code").fill(facts.code ?? "");
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page).toHaveURL(/\/r\//);
}

/** @param country where Indico's form asks for none */
export async function sendDetails(page: Page, country?: string): Promise<void> {
  if (country) await page.getByLabel("Country").selectOption({ label: country });
  await page.getByRole("button", { name: "Continue to fee and services" }).click();
  await expect(page.getByRole("heading", { name: "Fee and services" })).toBeVisible();
}

/** Takes the fee, or the one that is chosen already, and the services. */
export async function choose(page: Page, { fee, services = [] }: { fee?: string; services?: string[] } = {}) {
  if (fee) await page.getByRole("radio", { name: fee }).check();
  for (const service of services) await page.getByRole("checkbox", { name: service }).check();
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await expect(page).toHaveURL(/\/pay$/);
}

/** From Indico's link to the page that asks how to pay. */
export async function goToPayment(page: Page, place: Place, registrant: IndicoState, fee: string): Promise<void> {
  await open(page, place, registrant);
  await sendDetails(page);
  await choose(page, { fee });
}

/** Orders by a way other than the card. */
export async function order(page: Page, way: string, button: string): Promise<void> {
  await page.getByRole("radio", { name: way }).check();
  await page.getByRole("button", { name: button }).click();
}

/** Goes to the card provider's page. @returns the number of that page */
export async function goToCardPage(page: Page): Promise<string> {
  await page.getByRole("radio", { name: "Card" }).check();
  await page.getByRole("button", { name: /^Pay .* by card$/ }).click();
  await expect(page.getByLabel("Card number")).toBeVisible();
  return new URL(page.url()).pathname.split("/").findLast((part) => part.startsWith("cs_")) ?? "";
}

/** Fills in the card provider's page and presses Pay. */
export async function payWith(page: Page, cardNumber: string): Promise<void> {
  await page.getByLabel("Card number").fill(cardNumber);
  await page.getByLabel("Expiry (MM / YY)").fill("12 / 34");
  await page.getByLabel("CVC").fill("123");
  await page.getByLabel("Name on card").fill("Test Card");
  await page.getByTestId("hosted-payment-submit-button").click();
}

/** The registration's own page again and again, until it says this. */
export async function waitUntilPageSays(page: Page, words: string | RegExp, timeoutMs = 60_000): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(words).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: timeoutMs });
}
