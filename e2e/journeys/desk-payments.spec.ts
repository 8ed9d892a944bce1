import type { Page } from "@playwright/test";
import { press } from "../fixtures/attendee";
import { chooseTwoDaysAs, payWithCard } from "../fixtures/checkout";
import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const WIDE = { width: 1280, height: 800 };
const RECEIVE = `${DESK}/payments/receive`;

async function expectGood(page: Page): Promise<void> {
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
}

/** Somebody new who ordered two days, EUR 300.00, by transfer or by card. */
async function order(page: Page, lastName: string, way: "transfer" | "card"): Promise<void> {
  await chooseTwoDaysAs(page, lastName);
  if (way === "card") {
    await page.getByRole("radio", { name: "Card" }).check();
    await press(page, "Pay EUR 300.00 by card");
    await payWithCard(page, "4242424242424242");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("See you");
    return;
  }
  await page.getByRole("radio", { name: "Bank transfer" }).check();
  await press(page, "Order, and pay by bank transfer");
  await expect(page.getByText("Awaiting your transfer")).toBeVisible();
}

async function choose(page: Page, lastName: string): Promise<void> {
  await page.goto(RECEIVE);
  await page.getByLabel("Reference, order number or name").fill(lastName);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await page.getByRole("link", { name: new RegExp(`Choose order \\d+ of Nora ${lastName}`) }).click();
}

async function book(page: Page, amount: string): Promise<void> {
  await page.getByLabel("Amount").fill(amount);
  await page.getByRole("button", { name: "Book this money" }).click();
}

test("finance's day: a transfer in part, the rest; too much is assigned and given back", async ({ page }) => {
  test.slow(); // the whole way, examined page by page
  await order(page, "Brandt", "transfer");
  await order(page, "Quist", "transfer");
  await signIn(page, RECEIVE);
  await expectGood(page);
  await choose(page, "Brandt");
  await expect(page.getByText("EUR 300.00 are missing.")).toBeVisible();
  await expectGood(page);
  await book(page, "nothing");
  await expect(page.getByRole("alert").filter({ hasText: "Enter a sum above 0" })).toBeVisible();
  await expect(page.getByLabel("Amount"), "what was typed stays").toHaveValue("nothing");
  await book(page, "280,00");
  await expect(page.getByRole("status")).toContainText("The money is booked.");
  await choose(page, "Brandt");
  await expect(page.getByText("EUR 20.00 are missing.")).toBeVisible();
  await book(page, "120.00");
  await expect(page.getByRole("status")).toContainText("What the order cannot take is in suspense.");

  await page.goto(`${DESK}/suspense`);
  const row = page.getByRole("listitem").filter({ hasText: "Nora Brandt" });
  await expect(row).toContainText("EUR 100.00");
  await expectGood(page);
  await row.getByRole("link", { name: "Another order, or keep it: EUR 100.00" }).click();
  await page.getByLabel("Reference, order number or name").fill("Quist");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expectGood(page);
  await page.getByRole("button", { name: "Assign EUR 100.00 to Nora Quist" }).click();
  await expect(page.getByRole("status")).toContainText("The money is on the order.");

  await choose(page, "Quist");
  await book(page, "250.00");
  await page.goto(`${DESK}/suspense`);
  await page
    .getByRole("listitem")
    .filter({ hasText: "Nora Quist" })
    .getByRole("link", { name: "Refund EUR 50.00" })
    .click();
  await page.getByLabel("Reason").fill("Paid too much");
  await page.getByLabel("Which money").selectOption({ label: "In suspense: up to EUR 50.00" });
  await page.getByLabel("Amount, EUR").fill("50");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Refund EUR 50.00?");
  await page.getByRole("button", { name: "Refund EUR 50.00" }).click();
  await expect(page.getByRole("status")).toContainText("The refund is recorded.");
  await page.goto(`${DESK}/suspense`);
  await expect(page.getByRole("listitem").filter({ hasText: "Nora Quist" })).toHaveCount(0);
});

test("a part of a card payment goes back to the card, and the order stays paid", async ({ page }) => {
  test.slow();
  await order(page, "Ruiz", "card");
  await signIn(page, `${DESK}/payments`);
  await expectGood(page);
  await page.getByLabel("Name, order, reference or note").fill("Ruiz");
  await page.getByLabel("Way").selectOption("card");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page).toHaveURL(/q=Ruiz.*way=card/);
  await page.getByRole("link", { name: "Nora Ruiz" }).click();
  await expectGood(page);
  await page.getByRole("link", { name: "Refund" }).click();
  await page.getByLabel("Amount, EUR").fill("40");
  await page.getByRole("button", { name: "Continue" }).click();
  const errors = page.getByRole("alert").filter({ hasText: "need you" });
  await expect(errors).toContainText("Say why it goes back.");
  await expect(page.getByLabel("Amount, EUR"), "what was typed stays").toHaveValue("40");
  await expectGood(page);
  await page.getByLabel("Reason").fill("The tour was shorter");
  await page.getByRole("radio", { name: "Goodwill" }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Refund EUR 40.00?");
  await expect(page.getByRole("link", { name: "Keep it" })).toBeVisible();
  await expectGood(page);
  await page.getByRole("button", { name: "Refund EUR 40.00" }).click();
  await expect(page.getByRole("status")).toContainText("on its way to the card provider");
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Refunded")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole("cell", { name: "EUR −40.00" })).toBeVisible();
});

test("purchase orders that wait are decided in one list", async ({ page }) => {
  await signIn(page, `${DESK}/payments/approvals`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Purchase orders to decide");
  await expectGood(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("money for nobody known is in suspense, kept with a reason, and looked at again", async ({ page }) => {
    await signIn(page, RECEIVE);
    await page.getByLabel("Reference, order number or name").fill("nobody of that name");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.getByRole("link", { name: "None of these" }).click();
    await book(page, "77.77");
    await expect(page.getByRole("status")).toContainText("until you know whose it is");
    await page.goto(`${DESK}/suspense`);
    await page.getByRole("link", { name: "Another order, or keep it: EUR 77.77" }).click();
    await page.getByRole("button", { name: "Keep EUR 77.77" }).click();
    await expect(page.getByText("Say why the conference keeps it.").first()).toBeVisible();
    await page.getByLabel("Why").fill("A gift for the library");
    await page.getByRole("button", { name: "Keep EUR 77.77" }).click();
    await expect(page.getByRole("status")).toContainText("The conference keeps it.");
    await page.goto(`${DESK}/suspense?state=resolved`);
    await expect(page.getByText("A gift for the library")).toBeVisible();
    await page.getByRole("button", { name: "Look at it again: EUR 77.77" }).click();
    await expect(page.getByRole("status")).toContainText("waits in suspense again");
  });
});
