import { DEMO_STAFF } from "../../lib/demo/demo-staff";
import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const { email, password, name } = DEMO_STAFF;

test("a wrong password says so, the right one leads to where staff wanted to go, and signing out ends it", async ({
  page,
}) => {
  await page.goto(`${DESK}/registrations`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That did not match" })).toBeVisible();
  await expectNoAxeFindings(page);

  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**${DESK}/registrations`);

  const [session] = (await page.context().cookies()).filter((cookie) => cookie.name === "foyer-staff");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/admin/sign-in**");
  if (session) await page.context().addCookies([session]);
  await page.goto("/admin");
  await expect(page, "a copied cookie is worth nothing").toHaveURL(/\/admin\/sign-in/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("staff sign in, find a registration, check it in and take it back", async ({ page }) => {
    await signIn(page, `${DESK}/registrations`);
    await page.getByLabel("Name, e-mail, affiliation, number or reference").fill("strand sjö");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: "Strand, Elin" }).click();
    await page.getByRole("complementary").getByRole("link", { name: "Open", exact: true }).click();
    await page.getByRole("button", { name: "Check in", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("Checked in");
    await page.getByRole("button", { name: "Undo check-in" }).click();
    await expect(page.getByRole("status")).toContainText("taken back");
    await page.goto(`${DESK}/registrations/nobody`);
    await expect(page.getByRole("alert")).toContainText("not there, or not yours");
  });
});

test("every page of the desk is readable by all and fits a telephone", async ({ page }) => {
  await signIn(page);
  await expect(page.getByText(name)).toBeVisible();
  for (const path of ["/admin?choose=1", DESK, `${DESK}/registrations`, "/admin/not-allowed"]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path);
    await expectNoAxeFindings(page);
    await expectFitsNarrowScreen(page);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${DESK}/registrations?q=strand`);
  await page.getByRole("link", { name: "Strand, Elin" }).click();
  await page.getByRole("complementary").getByRole("link", { name: "Open", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Elin Strand");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
});
