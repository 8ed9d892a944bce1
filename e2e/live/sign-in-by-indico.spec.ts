import type { Page } from "@playwright/test";
import { CONFERENCES } from "./conference-files";
import { expect, test } from "./fixtures";
import { foyer } from "./portal";

/** Signs in at Indico's own page, where it asks for it. */
async function logInAtIndico(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  await page.locator("#identifier, input[name='identifier']").first().fill(username);
  await page.locator("input[type='password']").fill(password);
  await page.keyboard.press("Enter");
}

test("staff sign in by their account at the real Indico; an account that nobody invited opens nothing", async ({
  page,
  browser,
  place,
  indico,
}) => {
  const { pco, outsider } = indico.dev.logins;
  const role = ["--role", "viewer", "--conference", CONFERENCES.main];
  await foyer(place, ["staff", "create", "--email", pco.email, "--name", "PCO", ...role], "a password of four words\n");

  await page.goto(`${place.portalUrl}/admin/c/${CONFERENCES.main}`);
  await page.getByRole("button", { name: "Sign in with Indico" }).click();
  await logInAtIndico(page, pco);
  await expect(page).toHaveURL(new RegExp(`/admin/c/${CONFERENCES.main}$`));
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await page.goto(`${place.portalUrl}/admin/account`);
  await expect(page.getByRole("button", { name: "Unlink" })).toBeVisible();

  const other = await browser.newPage();
  await other.goto(`${place.portalUrl}/admin/sign-in`);
  await other.getByRole("button", { name: "Sign in with Indico" }).click();
  await logInAtIndico(other, outsider);
  await expect(other.getByRole("alert")).toContainText("That account is not known here.");
  await other.close();
});
