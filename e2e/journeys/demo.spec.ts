import type { Page } from "@playwright/test";
import { press, register } from "../fixtures/attendee";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const WIDE = { width: 1280, height: 800 };
const THREE_MINUTES_MS = 180_000;

async function examine(page: Page): Promise<void> {
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
}

/** Opens the newest mail of a subject to somebody, as soon as it is there. */
async function openMail(page: Page, recipient: string, subject: RegExp): Promise<void> {
  const row = page.getByRole("row").filter({ hasText: recipient }).filter({ hasText: subject }).first();
  await expect(async () => {
    await page.goto("/sandbox/mailbox");
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass();
  await row.getByRole("link").click();
}

test("a newcomer pays within three minutes, from the start page on, and Indico says so", async ({ page }) => {
  test.setTimeout(THREE_MINUTES_MS);
  await page.goto("/");
  await examine(page);
  await page.getByRole("link", { name: "register as yourself" }).click();
  await examine(page);
  await register(page, "Lind", "nora.lind@example.org");
  await examine(page);
  const inIndico = page.url();
  await page.getByRole("link", { name: "here" }).click();

  await expect(page.getByLabel("Six-digit code")).toBeVisible();
  const verify = page.url();
  await openMail(page, "nora.lind@example.org", /Your code/);
  await examine(page);
  const code = await page
    .frameLocator("iframe")
    .getByText(/^\d{6}$/)
    .textContent();
  await page.goto(verify);
  await page.getByLabel("Six-digit code").fill(code ?? "");
  await press(page, "Continue");

  await expect(page.getByLabel("Family name")).toHaveValue("Lind");
  await page.getByLabel("Country").selectOption("SE");
  await press(page, "Continue to fee and services");
  await page.getByRole("radio", { name: /^Regular 540\.00/ }).check();
  await page.getByRole("checkbox", { name: /Conference dinner/ }).check();
  await press(page, "Continue to payment");
  await page.getByRole("radio", { name: "Card" }).check();
  await press(page, "Pay EUR 625.00 by card");

  await expect(page.getByRole("heading", { name: "Pay by card" })).toBeVisible();
  const cardPage = page.url();
  await page.getByLabel("Card number").fill("4111 1111 1111 1111");
  await page.getByRole("button", { name: "Pay EUR 625.00" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("test cards only");
  await examine(page);
  await page.getByRole("button", { name: "Pay EUR 625.00" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("See you in Aveiro, Nora.");

  await openMail(page, "nora.lind@example.org", /Paid and confirmed/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^receipt-\d{4}-\d{4}\.pdf$/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^receipt-\d{4}-\d{4}\.pdf$/);
  await expect(async () => {
    await page.goto(inIndico);
    await expect(page.getByText("Completed", { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();

  await page.goto(cardPage);
  await expect(page.getByRole("heading", { name: "This is paid" })).toBeVisible();
  await examine(page);
});

test("a mail's button leads out of its frame, and opens the registration", async ({ page }) => {
  await page.goto("/sandbox/indico/register");
  await register(page, "Åker", "nora.aker@example.org");
  await page.getByRole("link", { name: "here" }).click();
  await expect(page.getByLabel("Six-digit code")).toBeVisible();
  await openMail(page, "nora.aker@example.org", /Your code/);
  const html = await page.request.get(`${page.url()}/html`);
  expect(html.headers()["content-security-policy"]).toMatch(/^default-src 'none';.*frame-ancestors 'self'/);
  await page.frameLocator("iframe").getByRole("link", { name: "Continue without typing" }).click();
  await expect(page).toHaveURL(/\/verify\/link\//);
  await page.locator("main").getByRole("button").click();
  await expect(page.getByLabel("Family name")).toHaveValue("Åker");
});

test("the sandbox Indico registers an address once, and gives back what was typed", async ({ page }) => {
  await page.goto("/sandbox/indico/register");
  await page.getByLabel("First name").fill("Ingibjörg");
  await page.getByLabel("Last name").fill("Halldórsdóttir");
  await page.getByLabel("E-mail").fill("Ingibjorg@example.org");
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByText("This address is registered already.")).toBeVisible();
  await expect(page.getByLabel("Last name")).toHaveValue("Halldórsdóttir");
  await examine(page);
});

test("the demo's lists, and its start in Italian", async ({ page }) => {
  await page.goto("/sandbox/indico");
  await examine(page);
  await page.goto("/sandbox/mailbox");
  await examine(page);
  await page.goto("/language/it?back=/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pagare una conferenza in tre minuti");
  await examine(page);
});
