import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

test("the work list comes first, each row with its reason and its act; figures under it open their rows", async ({
  page,
}) => {
  await signIn(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("need a person");
  const navigation = page.getByRole("navigation");
  const waiting = Number(/\d+/.exec((await page.getByRole("heading", { level: 1 }).textContent()) ?? "")?.[0]);
  await expect(navigation.getByRole("link", { name: "Work list" })).toContainText(String(waiting));
  await expect(page.getByRole("listitem").filter({ hasText: "are awaited" })).toContainText("bank's statement");

  await expect(page.getByRole("img", { name: /Registrations over time: \d+ today/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /sold/ }).first()).toBeVisible();
  await expectNoAxeFindings(page);
  await page.getByRole("definition").first().getByRole("link").click();
  await expect(page).toHaveURL(/\/registrations\?state=active/);
  await page.goBack();
  await expectFitsNarrowScreen(page);
});

test("an institute's purchase order is approved from the list in one click", async ({ page }) => {
  await signIn(page);
  const row = page.getByRole("listitem").filter({ hasText: "wants to pay" }).first();
  const name = (await row.getByRole("link").first().textContent()) ?? "";
  await row.getByRole("button", { name: /Approve/ }).click();
  await expect(page.getByRole("status")).toContainText("Approved");
  await expect(page).toHaveURL(new RegExp(`${DESK}\\?`));
  await expect(page.getByRole("listitem").filter({ hasText: name })).toHaveCount(0);
});

test("by keyboard: / searches, Ctrl K finds people and pages, ? shows the keys", async ({ page }) => {
  await signIn(page);
  await expect(page.getByRole("button", { name: /commands/ }), "the script runs").toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find people and pages" });
  await expect(palette).toBeVisible();
  await page.keyboard.type("strand");
  await expect(palette.getByRole("option").first()).toContainText("Elin Strand");
  await expectNoAxeFindings(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Elin Strand");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("work");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("a person");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
});
