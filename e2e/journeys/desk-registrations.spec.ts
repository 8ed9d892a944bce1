import { createAccount, DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const LIST = `${DESK}/registrations`;

test("the list searches while somebody types, with and without accents, and its address holds what is shown", async ({
  page,
}) => {
  test.slow();
  await signIn(page, LIST);
  await expectNoAxeFindings(page);
  const words = page.getByLabel("Name, e-mail, affiliation, number or reference");
  await words.pressSequentially("nguyen");
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("Nguyễn, Linh");
  await expect(page).toHaveURL(/q=nguyen/);
  await expect(words, "the typing goes on where it was").toBeFocused();
  await words.fill("nobody at all");
  await expect(page.getByRole("heading", { name: "Nobody is found" })).toBeVisible();
  await page.getByRole("link", { name: "Show all registrations" }).click();

  await page.getByRole("button", { name: "Name" }).click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  await page.getByText("Filters and columns").click();
  await page.getByLabel("Money").selectOption("Owing");
  await page.getByRole("checkbox", { name: "Country" }).check();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Country" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
  const owing = await rows.count();
  await page.reload();
  await expect(rows).toHaveCount(owing);

  await page.getByText("Keep this view").click();
  await page.getByLabel("Name of the view").fill("Who owes");
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("status").first()).toContainText("The view is kept.");
  await page.getByRole("navigation", { name: "Kept views" }).getByRole("link", { name: "All" }).click();
  await page.getByRole("navigation", { name: "Kept views" }).getByRole("link", { name: "Who owes" }).click();
  await expect(rows).toHaveCount(owing);
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Forget the view “Who owes”" }).click();
  await expect(page.getByRole("navigation", { name: "Kept views" }).getByRole("link")).toHaveCount(1);
  await expectFitsNarrowScreen(page);
});

test("a row opens a panel beside the list; keys move it and close it; the address holds it", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, `${LIST}?state=active`);
  const panel = page.getByRole("complementary", { name: /^Registration / });
  const links = page.locator("a[data-panel]");
  await expect(page.getByRole("button", { name: /commands/ }), "the script runs").toBeVisible();
  await page.getByRole("row").nth(2).getByRole("cell").nth(3).click();
  const second = (await links.nth(1).textContent()) ?? "";
  await expect(panel.getByRole("heading", { level: 2 })).toContainText(second.split(", ")[0] ?? "");
  await expect(page).toHaveURL(/state=active&open=[2-9A-Z]{18}$/);
  await expect(links.nth(1)).toHaveAttribute("aria-current", "true");
  await expectNoAxeFindings(page);

  await page.keyboard.press("j");
  const third = (await links.nth(2).textContent()) ?? "";
  await expect(links.nth(2)).toBeFocused();
  await expect(panel.getByRole("heading", { level: 2 })).toContainText(third.split(", ")[0] ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(panel.getByRole("heading", { level: 2 })).toContainText(second.split(", ")[0] ?? "");
  await page.reload();
  await expect(panel.getByRole("heading", { level: 2 })).toContainText(second.split(", ")[0] ?? "");
  await expect(page.getByRole("button", { name: /commands/ }), "the script runs").toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL(/\/registrations\?state=active$/);

  await page.keyboard.press("j");
  await expect(links.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel).toBeVisible();
  await panel.getByRole("link", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(/\/registrations\/[2-9A-Z]{18}$/);
  await page.goBack();
  await expect(panel).toBeVisible();

  await expectFitsNarrowScreen(page);
  await expect(panel).toBeHidden();
  await page.getByRole("row").nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/\/registrations\/[2-9A-Z]{18}$/);
});

test("the panel opens and closes without a script, and nobody else's registration opens", async ({
  browser,
  baseURL,
}) => {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ javaScriptEnabled: false, viewport, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await signIn(page, `${LIST}?q=strand`);
  const panel = page.getByRole("complementary", { name: /^Registration / });
  await page.getByRole("link", { name: "Strand, Elin" }).click();
  await expect(panel.getByRole("heading", { name: "Elin Strand" })).toBeVisible();
  await panel.getByRole("link", { name: "Close the panel" }).click();
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  await page.goto(`${LIST}?open=22222222222222222A`);
  await expect(panel).toHaveCount(0);
  await context.close();
});

test("the list takes days from and until which somebody began", async ({ page }) => {
  await signIn(page, LIST);
  await page.getByText("Filters and columns").click();
  await page.getByLabel("Begun from").fill("2020-01-01");
  await page.getByLabel("Begun until").fill("2020-12-31");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/from=2020-01-01&until=2020-12-31/);
  await expect(page.getByRole("heading", { name: "Nobody is found" })).toBeVisible();
  await page.getByRole("link", { name: /^Begun until/ }).click();
  await expect(page.getByRole("table").getByRole("row").nth(2)).toBeVisible();
  await expect(page.getByRole("link", { name: /^Begun from/ })).toContainText("2020");
});

test("without a script the button finds", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await signIn(page, LIST);
  await page.getByLabel("Name, e-mail, affiliation, number or reference").fill("strand");
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(2);
  await context.close();
});

test("a mail to all that match is written, looked at with its variables, and sent with progress", async ({ page }) => {
  test.slow();
  await signIn(page, `${LIST}?q=strand`);
  await page.getByLabel(/The one that was found/).check();
  await page.getByRole("button", { name: "Write a mail" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write to 1 person");
  await page.getByLabel("Subject").fill("The boat, {nmae}");
  await page.getByLabel("Text", { exact: true }).fill("Dear {name},\n\nthe boat leaves at two.");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByText("{nmae} stands for nothing").first()).toBeVisible();
  await expectNoAxeFindings(page);
  await page.getByLabel("Subject").fill("The boat, {first-name}");
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("region", { name: /As elin\.strand/ })).toContainText("Dear Elin Strand");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.getByRole("button", { name: "Send to 1" }).click();
  await expect(page.getByText("Done: 1.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mail to many");
});

test("ticked rows are checked in together, and taken back; who cannot be is named with the reason", async ({
  page,
}) => {
  await signIn(page, `${LIST}?q=elin`);
  await page.getByRole("button", { name: "Check in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nobody is chosen" })).toBeVisible();
  await page.getByLabel("Tick Strand, Elin").check();
  await page.getByRole("button", { name: "Check in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check in 1 person");
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Check in 1" }).click();
  await expect(page.getByText("Done: 1.")).toBeVisible();
  await page.getByRole("link", { name: "To the registrations" }).click();
  await page.goto(`${LIST}?q=elin&presence=here`);
  await page.getByLabel("Tick Strand, Elin").check();
  await page.getByRole("button", { name: "Undo check-in" }).click();
  await page.getByRole("button", { name: "Take back 1" }).click();
  await expect(page.getByText("Done: 1.")).toBeVisible();
});

test("cancelling many asks for their number", async ({ page }) => {
  await signIn(page, `${LIST}?q=elin`);
  await page.getByLabel("Tick Strand, Elin").check();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByLabel("Type 1 to cancel them").fill("2");
  await page.getByRole("button", { name: "Cancel 1" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not the number" })).toBeVisible();
  await expectFitsNarrowScreen(page);
});

test("a viewer sees the list, and nothing that changes it", async ({ page }) => {
  await signIn(page, LIST, await createAccount("viewer", "viewer.list@example.org"));
  await expect(page.getByRole("table")).toBeVisible();
  for (const name of ["Write a mail", "Check in", "Cancel", "Export these"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
});
