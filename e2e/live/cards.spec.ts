import type { Page } from "@playwright/test";
import { query } from "./database";
import { expect, test } from "./fixtures";
import type { Indico, IndicoState } from "./indico";
import { expectPaidOnce } from "./money";
import { goToCardPage, goToPayment, payWith, waitUntilPageSays } from "./person";
import type { Place } from "./places";
import { addWebhook, dropWebhook, payHostedPage, resendCompleted } from "./stripe";

const PAID = "Paid and confirmed";
const AMOUNT_MINOR = 61_000;

test.afterEach(({ place }) => addWebhook(place.portalUrl));

test("the webhook is first: paid before the person is back, and once when they come", async ({
  page,
  place,
  indico,
}) => {
  const { registrant, checkoutId, own } = await goToCards(page, place, indico);
  await payHostedPage(checkoutId);
  await page.goto(own);
  await waitUntilPageSays(page, PAID);
  await page.goto(`${own}/pay/return?checkout=${checkoutId}`);
  await expect(page).toHaveURL(own);
  await expect(page.getByText(PAID)).toBeVisible();
  await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: AMOUNT_MINOR });
});

test("every webhook is lost: the page that the person comes back to pays the order", async ({
  page,
  place,
  indico,
}) => {
  await dropWebhook(place.portalUrl);
  const { registrant, checkoutId } = await goToCards(page, place, indico);
  await payWith(page, "4242424242424242");
  await expect(page.getByText(PAID)).toBeVisible();
  await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: AMOUNT_MINOR });
});

test("every webhook is lost and nobody comes back: the provider is asked, and Indico says paid", async ({
  page,
  place,
  indico,
}) => {
  await dropWebhook(place.portalUrl);
  const { registrant, checkoutId } = await goToCards(page, place, indico);
  await payHostedPage(checkoutId);
  await page.close();
  // As if the minute had passed after which a silent payment is asked about.
  await query(place, "UPDATE payment SET updated_at = now() - interval '2 minutes' WHERE checkout_id = $1", [
    checkoutId,
  ]);
  await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: AMOUNT_MINOR });
});

test("the same webhook three times more, and the return page twice: paid once", async ({ page, place, indico }) => {
  const { registrant, checkoutId, own } = await goToCards(page, place, indico);
  await payWith(page, "4242424242424242");
  await expect(page.getByText(PAID)).toBeVisible();
  await resendCompleted(checkoutId, 3);
  await page.goto(`${own}/pay/return?checkout=${checkoutId}`);
  await page.goto(`${own}/pay/return?checkout=${checkoutId}`);
  await expect(page.getByText(PAID)).toBeVisible();
  await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: AMOUNT_MINOR });
});

test("left and changed: the card page is closed first, and the new order is paid once", async ({
  page,
  place,
  indico,
}) => {
  const { registrant, own } = await goToCards(page, place, indico);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByText("You left the card page. Nothing was taken.")).toBeVisible();
  await page.getByRole("link", { name: "Change the order" }).click();
  await page.getByRole("checkbox", { name: "Conference dinner" }).check();
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await expect(page).toHaveURL(`${own}/pay`);
  const checkoutId = await goToCardPage(page);
  await payWith(page, "4242424242424242");
  await expect(page.getByText(PAID)).toBeVisible();
  await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: 69_000 });
});

type AtCards = { registrant: IndicoState; checkoutId: string; own: string };

/** Somebody new as far as the card provider's page. `own` is their registration's address. */
async function goToCards(page: Page, place: Place, indico: Indico): Promise<AtCards> {
  const registrant = await indico.register(indico.dev.forms.main);
  await goToPayment(page, place, registrant, "Regular participant");
  const own = page.url().replace(/\/pay$/, "");
  return { registrant, own, checkoutId: await goToCardPage(page) };
}
