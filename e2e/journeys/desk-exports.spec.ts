import { readFileSync } from "node:fs";
import readXlsx from "read-excel-file/node";
import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

test("an export is collected with progress, adds up to the books, and is fetched as workbook and as CSV", async ({
  page,
}) => {
  await signIn(page, `${DESK}/exports`);
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Collect: Payments and refunds" }).click();
  await expect(page).toHaveURL(/\/batches\//);
  await expect(page.getByRole("status")).toContainText("Done:");
  await expect(page.getByText(/The rows add up to .*, as the books do\./)).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);

  const [xlsx] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "as XLSX" }).click(),
  ]);
  expect(xlsx.suggestedFilename()).toMatch(/^mareograph-payments-\d{4}-\d\d-\d\d\.xlsx$/);
  const [sheet] = await readXlsx(readFileSync(await xlsx.path()));
  expect(sheet?.data[0]).toContain("Amount");
  const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "as CSV" }).click()]);
  const lines = readFileSync(await csv.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(sheet?.data.length ?? 0);

  await page.goto(`${DESK}/exports`);
  await expect(page.getByRole("link", { name: "Payments and refunds" })).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
});

test("a part of a list is collected by days and way; a last day before the first is refused and kept", async ({
  page,
}) => {
  await signIn(page, `${DESK}/exports`);
  const payments = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /Payments and refunds/ }) });
  await payments.getByText("Only some rows").click();
  await payments.getByLabel("From").fill("2027-06-02");
  await payments.getByLabel("Until").fill("2027-06-01");
  await payments.getByRole("button", { name: "Collect: Payments and refunds" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "before the first" })).toBeVisible();
  await expect(payments.getByLabel("From")).toHaveValue("2027-06-02");
  await expect(payments.getByLabel("Until")).toHaveAttribute("aria-invalid", "true");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await payments.getByLabel("From").fill("2020-01-01");
  await payments.getByLabel("Until").fill("");
  await payments.getByLabel("Kind").selectOption("Received");
  await payments.getByRole("button", { name: "Collect: Payments and refunds" }).click();
  await expect(page.getByText(/The rows add up to .*, as the books do\./)).toBeVisible();
  await page.goto(`${DESK}/exports`);
  await expect(page.getByRole("row").filter({ hasText: "(a part)" }).first()).toBeVisible();
});

test("the log says who did what, is searched by words and people, and its chain is whole", async ({ page }) => {
  await signIn(page, `${DESK}/audit`);
  await expectNoAxeFindings(page);
  await page.getByLabel("What, who or number").fill("order.settled strand");
  await page.getByRole("button", { name: "Find" }).click();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows.nth(1)).toContainText("Order paid in full");
  await expect(rows.nth(1)).toContainText("Elin Strand");
  await page.getByLabel("What, who or number").fill("nothing of the kind");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("Nothing is written about that")).toBeVisible();
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByRole("status")).toContainText("The chain is whole");
  await expectFitsNarrowScreen(page);
});

test("the pages of the conference, an item, a payment and the staff show their own history, before and after", async ({
  page,
}) => {
  await signIn(page, `${DESK}/set-up/conference`);
  const history = page.locator("#history");
  await expect(history.getByRole("row").last()).toContainText("Conference made");
  await expect(history.getByRole("row").last()).toContainText("currency: EUR");
  await page.goto(`${DESK}/set-up/services`);
  await page.getByRole("table").getByRole("link").first().click();
  await expect(history.getByRole("row").last()).toContainText("Service made");
  await page.goto(`${DESK}/payments?q=strand`);
  await page.getByRole("table").getByRole("link").first().click();
  await expect(history).toContainText("state: draft → placed");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.goto(`${DESK}/staff`);
  await page.getByLabel("E-mail").fill("history@example.org");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(history.getByRole("row").nth(1)).toContainText("Invited history@example.org");
});
