import type { Page } from "@playwright/test";
import { comeIn, press, register } from "../fixtures/attendee";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const WIDE = { width: 1280, height: 800 };
const badge = (page: Page) => page.getByRole("complementary", { name: "Your badge" });
const field = (page: Page) => page.getByLabel("Promotion code");
const fieldSchool = (page: Page) => page.getByRole("radio", { name: "Field school" });

/** Somebody new at the page of fees and services. */
async function begin(page: Page, lastName: string): Promise<void> {
  await page.goto("/sandbox/indico/register");
  await comeIn(page, await register(page, lastName, `${lastName.toLowerCase()}@example.org`));
  await page.getByLabel("Country").selectOption("SE");
  await press(page, "Continue to fee and services");
  await expect(page.getByRole("heading", { name: "Fee and services" })).toBeVisible();
}

test("with scripts: a code that there is not is said, one that there is counts, and the receipt names it", async ({
  page,
}) => {
  test.slow(); // examined page by page
  await begin(page, "Kettle");
  await page.getByRole("radio", { name: "Two days" }).check();
  await expect(badge(page)).toContainText("300.00");
  await field(page).fill("no-such");
  await page.getByRole("checkbox", { name: "Conference dinner" }).check();
  await expect(badge(page), "half a code is not tried").toContainText("385.00");
  await press(page, "Apply");
  await expect(field(page)).toHaveAccessibleDescription(/There is no such promotion code/);
  await expect(page.getByRole("checkbox", { name: "Conference dinner" }), "nothing is lost").toBeChecked();
  await expectNoAxeFindings(page);

  await field(page).fill(" gauges-10 ");
  await press(page, "Apply");
  await expect(page.getByText("“GAUGES-10” is applied.")).toBeVisible();
  await expect(page.getByText("You pay EUR 30.00 less with it.")).toBeVisible();
  await expect(badge(page)).toContainText("355.00");
  await expect(badge(page)).toContainText("with code GAUGES-10 EUR 30.00 less");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
  await press(page, "Continue to payment");
  await expect(page.getByText(/EUR 355\.00, held for you/)).toBeVisible();
  await page.getByRole("radio", { name: /At the desk/ }).check();
  await press(page, "Order, and pay at the desk");
  await expect(page.getByRole("main")).toContainText("with code GAUGES-10 EUR 30.00 less");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a fee that needs a code is shown with it alone, and its waiver is accepted before anything is ordered", async ({
    page,
  }) => {
    await begin(page, "Wader");
    await expect(fieldSchool(page)).toHaveCount(0);
    await page.getByRole("checkbox", { name: "Conference dinner" }).check();
    await field(page).fill("mudflats");
    await press(page, "Apply");
    await expect(page.getByRole("checkbox", { name: "Conference dinner" }), "nothing is lost").toBeChecked();
    await fieldSchool(page).check();
    await press(page, "Continue to payment");
    await expect(page.getByText(/EUR 235\.00, held for you/)).toBeVisible();
    await expect(page.getByText("I walk there at my own risk.")).toBeVisible();
    await page.getByRole("radio", { name: /At the desk/ }).check();
    await press(page, "Order");
    const accept = page.getByRole("checkbox", { name: "I have read this and accept it." });
    await expect(accept).toHaveAccessibleDescription(/Tick the box/);
    await expect(page.getByRole("radio", { name: /At the desk/ }), "nothing is lost").toBeChecked();
    await accept.check();
    await press(page, "Order");
    await expect(page.getByRole("main")).toContainText("with code MUDFLATS EUR 30.00 less");
  });
});

test("the page of the waiver is readable by all, and taking the code out takes the fee with it", async ({ page }) => {
  test.slow(); // examined page by page
  await begin(page, "Samphire");
  await field(page).fill("MUDFLATS");
  await press(page, "Apply");
  await fieldSchool(page).check();
  await press(page, "Continue to payment");
  await expect(page.getByRole("heading", { name: "What you accept" })).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
  await press(page, "Pay EUR 150.00 by card");
  await expect(page.getByRole("alert").first()).toContainText("Tick the box");
  await expectNoAxeFindings(page);
  await page.getByRole("link", { name: "Change the order" }).click();
  await expect(fieldSchool(page)).toBeChecked();
  await field(page).fill("");
  await press(page, "Continue to payment");
  await expect(page.getByRole("main").getByRole("alert").first()).toContainText(
    "only for people with a promotion code",
  );
});
