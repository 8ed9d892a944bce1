import type { Page } from "@playwright/test";
import { DESK, signIn } from "../fixtures/staff";
import { examine, expect, test } from "../fixtures/test";

/** Enters somebody with an order of the regular fee, to be paid on site. @returns the registration's address */
async function enter(page: Page, { firstName, email }: { firstName: string; email: string }): Promise<string> {
  await page.goto(`${DESK}/registrations/new`);
  await page.getByLabel("Given name").fill(firstName);
  await page.getByLabel("Family name").fill("Walk-In");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Enter, and go on" }).click();
  await expect(page.getByRole("status")).toContainText("is entered");
  await page.getByLabel("Category").selectOption({ label: await optionOf(page, "Regular") });
  await page.getByLabel("What is missing comes by").selectOption("On site");
  await page.getByRole("button", { name: "Show what that would do" }).click();
  await page.getByRole("button", { name: /Change the order to/ }).click();
  await expect(page.getByRole("status")).toContainText("The difference is awaited");
  return page.url().replace(/\?.*/, "");
}

async function optionOf(page: Page, start: string): Promise<string> {
  const labels = await page.getByLabel("Category").locator("option").allTextContents();
  const label = labels.find((text) => text.startsWith(start));
  if (!label) throw new Error(`No category ${start} among ${labels.join(", ")}`);
  return label;
}

test("a walk-in is entered, ordered, changed, written to, transferred, cancelled and restored", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page);
  await page.goto(`${DESK}/registrations/new`);
  await examine(page);
  await page.getByRole("button", { name: "Enter, and go on" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "need you" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
  const address = await enter(page, { firstName: "Wanda", email: "wanda@example.org" });
  await examine(page);

  // Somebody who has the address already is named.
  await page.goto(`${DESK}/registrations/new`);
  await page.getByLabel("Given name").fill("Wanda");
  await page.getByLabel("Family name").fill("Again");
  await page.getByLabel("E-mail").fill("wanda@example.org");
  await page.getByRole("button", { name: "Enter, and go on" }).click();
  await expect(page.getByRole("link", { name: /Wanda Walk-In/ })).toBeVisible();
  await expect(page.getByLabel("Family name")).toHaveValue("Again");
  await examine(page);

  await page.goto(address);
  await page.getByRole("link", { name: "Change the order" }).click();
  await examine(page);
  await page.getByLabel(/^Conference dinner/).fill("x");
  await page.getByRole("button", { name: "Show what that would do" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Write a number" })).toBeVisible();
  await page.getByLabel(/^Conference dinner/).fill("1");
  await page
    .getByRole("textbox", { name: /^Other price/ })
    .first()
    .fill("100.00");
  await page.getByRole("button", { name: "Show what that would do" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Write the reason" })).toBeVisible();
  await page.getByLabel("Reason").fill("Member of the committee");
  await page.getByRole("button", { name: "Show what that would do" }).click();
  await expect(page.getByText("set by you")).toBeVisible();
  await examine(page);
  await page.getByRole("button", { name: /Change the order to/ }).click();
  await expect(page.getByRole("status")).toContainText("The difference is awaited");
  await expect(page.getByText("Price set by staff: Member of the committee")).toBeVisible();
  await expect(page.getByText("Order changed by staff")).toBeVisible();

  await page.getByRole("link", { name: "Edit details" }).click();
  await page.getByRole("textbox", { name: /^Affiliation/ }).fill("Tidal Institute");
  await examine(page);
  await page.getByRole("button", { name: "Save the details" }).click();
  await expect(page.getByText("Tidal Institute").first()).toBeVisible();
  await expect(page.getByText("changed by staff").first()).toBeVisible();

  await page.getByLabel("New note").fill("Sits at table 4");
  await page.getByRole("button", { name: "Keep the note" }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await examine(page);
  await page.getByLabel("Note").fill("Sits at table 5");
  await page.getByRole("button", { name: "Save the note" }).click();
  await expect(page.getByText("Sits at table 5")).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Sits at table 5")).toBeHidden();

  await page.getByRole("link", { name: "Write a mail" }).click();
  await examine(page);
  await page.getByLabel("Subject").fill("Your table");
  await page.getByRole("button", { name: "Send the mail" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Write the message" })).toBeVisible();
  await expect(page.getByLabel("Subject")).toHaveValue("Your table");
  await page.getByLabel("Message").fill("You sit at table 5.");
  await page.getByRole("button", { name: "Send the mail" }).click();
  await expect(page.getByRole("status")).toContainText("on its way");
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByRole("link", { name: "Your table" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("link", { name: "Your table" }).click();
  await expect(page.getByText("You sit at table 5.")).toBeVisible();
  await examine(page);
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(page.getByRole("status")).toContainText("again");

  await page.getByRole("link", { name: "Transfer to another person" }).click();
  await examine(page);
  await page.getByLabel("Given name").fill("Tomas");
  await page.getByLabel("Family name").fill("Taker");
  await page.getByLabel("E-mail").fill("tomas@example.org");
  await page.getByRole("button", { name: "Transfer the registration" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tomas Taker");

  await page.getByRole("link", { name: "Cancel the registration" }).click();
  await examine(page);
  await page.getByRole("button", { name: "Cancel the registration" }).click();
  await expect(page.getByRole("textbox", { name: /Type the number/ })).toHaveAttribute("aria-invalid", "true");
  const label = await page
    .getByText(/Type the number .* to confirm/)
    .first()
    .textContent();
  await page.getByRole("textbox", { name: /Type the number/ }).fill(/number (\S+) to/.exec(label ?? "")?.[1] ?? "");
  await page.getByRole("button", { name: "Cancel the registration" }).click();
  await expect(page.getByRole("status")).toContainText("is cancelled");
  await examine(page);
  await page.getByRole("button", { name: "Restore the registration" }).click();
  await expect(page.getByRole("status")).toContainText("restored");
  await examine(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("two staff change one order: the second is told, and sees the new sum", async ({ page, browser, baseURL }) => {
    await signIn(page);
    const address = await enter(page, { firstName: "Twice", email: "twice@example.org" });
    const other = await browser.newContext({ baseURL: baseURL ?? "", javaScriptEnabled: false });
    const colleague = await other.newPage();
    await signIn(colleague);
    for (const desk of [page, colleague]) {
      await desk.goto(address);
      await desk.getByRole("link", { name: "Change the order" }).click();
      await desk.getByLabel(/^Conference dinner/).fill("1");
      await desk.getByRole("button", { name: "Show what that would do" }).click();
    }
    await page.getByRole("button", { name: /Change the order to/ }).click();
    await expect(page.getByRole("status")).toContainText("The difference is awaited");
    await colleague.getByRole("button", { name: /Change the order to/ }).click();
    await expect(colleague.getByRole("alert").filter({ hasText: "not what you saw" })).toBeVisible();
    await other.close();
  });
});

test("a registration from Indico shows what Indico has, and its receipt and ticket", async ({ page }) => {
  await signIn(page);
  await page.goto(`${DESK}/registrations?q=ferraro`);
  await page.getByRole("link", { name: "Ferraro, Giulia" }).click();
  await page.getByRole("complementary").getByRole("link", { name: "Open", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Details and answers" })).toBeVisible();
  for (const name of ["Receipt (PDF)", "Ticket (PDF)"]) {
    const href = await page.getByRole("link", { name }).getAttribute("href");
    const answer = await page.request.get(href ?? "");
    expect(answer.headers()["content-type"]).toBe("application/pdf");
  }
  await examine(page);
});
