import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

test("a manager compares with Indico, sees each difference in a sentence, and accepts one with a reason", async ({
  page,
}) => {
  await signIn(page, `${DESK}/differences`);
  await expect(page.getByRole("heading", { name: "Differences to Indico" })).toBeVisible();
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Compare now" }).click();
  await expect(page).toHaveURL(/\/batches\//);
  await expect(page.getByRole("status")).toContainText("Done:");
  await page.getByRole("link", { name: "To the differences" }).click();
  await expect(page.getByText(/Last compared/)).toBeVisible();

  const first = page
    .getByRole("listitem")
    .filter({ has: page.getByRole("checkbox") })
    .first();
  await expect(first).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await first.locator("summary").click();
  await first.getByRole("button", { name: /^Accept/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Say why it is accepted" })).toBeVisible();
  await first.locator("summary").click();
  await first.getByLabel("Reason for accepting").fill("Agreed with the organiser");
  await first.getByRole("button", { name: /^Accept/ }).click();
  await expect(page.getByRole("status").first()).toContainText("Accepted until either side changes");
  await page.goto(`${DESK}/differences?state=accepted`);
  await expect(page.getByText("Accepted: Agreed with the organiser")).toBeVisible();
});
