import type { Page } from "@playwright/test";
import { comeIn, press } from "../fixtures/attendee";
import { anotherBrowser, openChoose, openPay, payWithCard } from "../fixtures/checkout";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

/** One registrant of the sandbox Indico for each test, and none of the other files': they run side by side. */
const INGIBJORG = 2001;
const JONAS = 2002;
const MARIAM = 2005;
const LUKASZ = 2007;
const TOMAS = 2010;
const IVY = 2011;
const PRIYA = 2017;

const WIDE = { width: 1280, height: 800 };
const badge = (page: Page) => page.getByRole("complementary", { name: "Your badge" });
const alert = (page: Page) => page.getByRole("main").getByRole("alert");
const boatPlaces = (page: Page) => page.locator("[name='quantity.boat']");

async function expectGood(page: Page): Promise<void> {
  await expectNoAxeFindings(page);
  await expectFits(page);
}

/** Where scripts are off axe cannot run either. */
async function expectFits(page: Page): Promise<void> {
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
}

test("with scripts: the total follows each change; a declined card, then paid; the badge is complete", async ({
  page,
}) => {
  test.slow(); // the whole way, examined page by page
  await openChoose(page, INGIBJORG);
  await expect(page.getByRole("radio", { name: "Regular member" }), "Indico's tag assigns it").toBeChecked();
  await expect(page.getByRole("radio", { name: "Student" })).toBeDisabled();
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await expect(badge(page)).toContainText("420.00");

  await page.getByRole("checkbox", { name: "Conference dinner" }).check();
  await expect(badge(page)).toContainText("505.00");
  await page.locator("[name='quantity.dinner']").fill("2");
  await expect(badge(page)).toContainText("590.00");
  await page.locator("[name='place.dinner.1.diet']").fill("vegan");
  await page.getByLabel("Name on their badge").fill("Þorsteinn Árnason");
  await expect(badge(page)).toContainText("710.00");
  await expect(page.getByRole("main").getByRole("status")).toHaveText("Total: EUR 710.00");

  const workshop = page.getByRole("checkbox", { name: /levelling with GNSS/ });
  await workshop.check();
  await expect(page.getByRole("checkbox", { name: /Boat/ })).toBeDisabled();
  await expect(page.getByText("At the same time as “Workshop: levelling with GNSS”.")).toBeVisible();
  await workshop.uncheck();
  await expect(page.getByRole("checkbox", { name: /Boat/ })).toBeEnabled();
  expect(await page.evaluate(() => "isSamePage" in window), "the page was not loaded again").toBe(true);
  await expect(page.locator("[name='place.dinner.1.diet']"), "what was typed stays").toHaveValue("vegan");
  await expectGood(page);

  await press(page, "Continue to payment");
  // Before midnight the hold ends on another day, which is said.
  await expect(page.getByText(/EUR 710\.00, held for you until (\w+ \d+ \w+, )?\d\d:\d\d in Lisbon/)).toBeVisible();
  await expectGood(page);
  await page.getByRole("button", { name: "Pay EUR 710.00 by card" }).click();
  await payWithCard(page, "4000000000000002");
  await expect(alert(page)).toContainText("declined");
  await page.getByRole("link", { name: "Cancel and go back" }).click();
  await expect(alert(page)).toContainText("Your card was declined by your bank. Nothing was taken.");
  await page.getByRole("link", { name: "Continue to the card page" }).click();
  await payWithCard(page, "4242424242424242");

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("See you in Aveiro, Ingibjörg.");
  await expect(page.getByText("Paid and confirmed")).toBeVisible();
  await expect(page.getByText("card ending 4242").first()).toBeVisible();
  await expect(page.getByRole("img", { name: "Your entry code" })).toBeVisible();
  await expectGood(page);
  await expectDocuments(page);
  await expectNothingForStrangers(page);
});

async function expectDocuments(page: Page): Promise<void> {
  const own = page.url();
  for (const [path, type] of [
    ["receipt.pdf", "application/pdf"],
    ["ticket.pdf", "application/pdf"],
    ["calendar.ics", "text/calendar"],
  ]) {
    const answer = await page.request.get(`${own}/${path}`);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()["content-type"]).toContain(type);
    expect(answer.headers()["cache-control"]).toBe("private, no-store");
    expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="[\w.-]+"$/);
  }
  await page.goto(`${own}/choose`);
  expect(page.url(), "a paid order does not change").toBe(own);
}

async function expectNothingForStrangers(page: Page): Promise<void> {
  const own = page.url();
  await page.context().clearCookies();
  for (const path of ["receipt.pdf", "ticket.pdf", "calendar.ics", "pay", "choose"]) {
    await page.goto(`${own}/${path}`);
    await expect(page.getByRole("heading", { level: 1 }), path).toHaveText("This registration opens with a code");
  }
  await page.goto(`${own}/pay/return?checkout=cs_test_unknown`);
  await expect(page.getByRole("heading", { name: "You can close this page" })).toBeVisible();
  await expectNoAxeFindings(page);
}

test("by keyboard alone: fee, services, the desk", async ({ page }) => {
  await openChoose(page, JONAS);
  await press(page, "Continue to payment");
  await expect(alert(page)).toContainText("Choose a registration fee.");
  await expectGood(page);
  await page.getByRole("radio", { name: /^Regular \d/ }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("checkbox", { name: "Conference dinner" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(badge(page), "Enter counts").toContainText("795.00");
  await expect(page, "and orders nothing").toHaveURL(/\/choose$/);
  await page.getByRole("button", { name: "Continue to payment" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/pay$/);
  await page.getByRole("radio", { name: "Card" }).focus();
  for (const way of ["Bank transfer", "At the desk in Aveiro"]) {
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("radio", { name: way })).toBeChecked();
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pay EUR 795.00 at the desk in Aveiro");
});

test("places that others took a moment ago are named, the rest is kept; a transfer, then a card instead", async ({
  page,
  browser,
  baseURL,
  complaints,
}) => {
  const other = await anotherBrowser(browser, baseURL ?? "", complaints, { javaScriptEnabled: false });
  await openChoose(page, MARIAM);
  await openChoose(other, LUKASZ);
  for (const person of [page, other]) {
    await person.getByRole("radio", { name: "Two days" }).check();
    await person.getByRole("checkbox", { name: "Printed proceedings" }).check();
    await person.getByRole("checkbox", { name: /Boat/ }).check();
    await boatPlaces(person).fill("2");
  }
  await press(page, "Continue to payment");
  await expect(page).toHaveURL(/\/pay$/);

  await press(other, "Continue to payment");
  await expect(alert(other)).toContainText(
    "Only one place of “Boat to the Costa Nova gauge” is left. The rest of your order is kept; choose again.",
  );
  await expect(other.getByRole("checkbox", { name: "Printed proceedings" })).toBeChecked();
  await expect(boatPlaces(other)).toHaveValue("2");
  await expectFits(other);
  await boatPlaces(other).fill("1");
  await press(other, "Continue to payment");

  await other.getByRole("radio", { name: "Bank transfer" }).check();
  await expect(other.getByText("PT50 0002 0123 1234 5678 9015 4")).toBeVisible();
  await expect(other.getByText(/^RF\d\d MAR/)).toBeVisible();
  await expect(other.getByRole("img", { name: "Payment code for your banking app" })).toBeVisible();
  await press(other, "Order, and pay by bank transfer");
  await expect(other.getByText("Awaiting your transfer")).toBeVisible();
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(/Send EUR 395\.00 by \w{3} \d+ \w+ \d{4}/);
  await expectFits(other);
  await press(other, "Pay by card");
  await payWithCard(other, "4242424242424242");
  await expect(other.getByText("Paid and confirmed")).toBeVisible();
  await other.context().close();
});

test("my institute pays: errors by field, and what was typed stays", async ({ page }) => {
  await openPay(page, PRIYA);
  await page.getByRole("radio", { name: "My institute pays" }).check();
  await page.getByLabel("Institute", { exact: true }).fill("Coastal Research Station");
  await page.getByLabel("E-mail of the office that pays").fill("nobody");
  await press(page, "Order, and ask for approval");
  await expect(alert(page)).toContainText("Type the address that the invoice is made out to.");
  await expect(alert(page)).toContainText("This is no e-mail address");
  await expect(page.getByLabel("Institute", { exact: true })).toHaveValue("Coastal Research Station");
  await expectGood(page);

  await page.getByLabel("Address on the invoice").fill("Beach Road 1\nChennai");
  await page.getByLabel("E-mail of the office that pays").fill("accounts@example.org");
  await press(page, "Order, and ask for approval");
  await expect(page.getByText("Waiting for approval")).toBeVisible();
  await expect(page.getByText("You asked that Coastal Research Station pays.")).toBeVisible();
  const receipt = await page.request.get(`${page.url()}/receipt.pdf`);
  expect(receipt.status(), "nothing is paid yet").toBe(404);
});

test("nothing to pay: said before the form, then one button", async ({ page }) => {
  await comeIn(page, IVY);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Indico asks no fee of you");
  await expectNoAxeFindings(page);
  await page.getByRole("link", { name: "Go on to your details" }).click();
  await expect(page.getByLabel("Given name")).toHaveValue("Ivy");
  await press(page, "Continue to fee and services");
  await expect(page.getByRole("radio", { name: "Invited speaker" }), "Indico's tag assigns it").toBeChecked();
  await press(page, "Continue to payment");
  await expect(page.getByRole("heading", { name: "Nothing to pay" })).toBeVisible();
  await press(page, "Confirm your registration");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("See you in Aveiro");
  const receipt = await page.request.get(`${page.url()}/receipt.pdf`);
  expect(receipt.status(), "there is no receipt over nothing").toBe(404);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a button counts, persons are added, errors say where; another way closes the card page", async ({ page }) => {
    await openChoose(page, TOMAS);
    await page.getByRole("radio", { name: "Two days" }).check();
    await page.locator("[name='place.guest.0.diet']").fill("No shellfish");
    await press(page, "Update the total");
    await expect(page.getByRole("radio", { name: "Two days" })).toBeChecked();
    await press(page, "Continue to payment");
    await expect(alert(page)).toContainText("Type the name for their badge, or empty the row.");
    await expect(page.locator("[name='place.guest.0.diet']")).toHaveValue("No shellfish");
    await expectFits(page);

    await page.getByLabel("Name on their badge").fill("Inês Silva");
    await press(page, "Add a second person");
    await expect(page.getByLabel("Name on their badge, place 1")).toHaveValue("Inês Silva");
    await page.getByLabel("Name on their badge, place 2").fill("Rui Silva");
    await press(page, "Update the total");
    await expect(badge(page)).toContainText("540.00");
    await expect(alert(page)).toHaveCount(0);
    await press(page, "Continue to payment");
    await page.getByRole("link", { name: "Change the order" }).click();
    await expect(page.getByLabel("Name on their badge, place 2"), "the form shows the order").toHaveValue("Rui Silva");
    await press(page, "Continue to payment");

    await page.getByRole("radio", { name: "Card" }).check();
    await press(page, "Pay EUR 540.00 by card");
    const cardPage = page.url();
    await page.getByRole("link", { name: "Cancel and go back" }).click();
    await expect(page.getByText("You left the card page. Nothing was taken.")).toBeVisible();
    await page.getByRole("radio", { name: "Bank transfer" }).check();
    await press(page, "Order, and pay by bank transfer");
    await expect(page.getByText("Awaiting your transfer")).toBeVisible();
    await page.goto(cardPage);
    await expect(page.getByRole("heading", { name: "This page has expired" })).toBeVisible();
  });
});
