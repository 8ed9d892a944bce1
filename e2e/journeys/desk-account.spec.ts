import { Secret, TOTP } from "otpauth";
import { newestMailTo } from "../fixtures/attendee";
import { anotherBrowser } from "../fixtures/checkout";
import { createAccount, DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const PASSWORD = "four words of nobody";

/** The link of the newest mail to an address, as a path. */
function linkIn(mail: string): string {
  const [link = ""] = /https?:\/\/\S+\/admin\/\S+/.exec(mail) ?? [];
  return new URL(link).pathname;
}

test("an admin invites somebody, who makes an account, signs in with the role, and is removed again", async ({
  page,
  browser,
  baseURL,
  complaints,
}) => {
  await signIn(page, `${DESK}/staff`);
  await expectNoAxeFindings(page);
  await page.getByRole("textbox", { name: "E-mail" }).fill("not an address");
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("textbox", { name: "E-mail" })).toHaveValue("not an address");
  await page.getByRole("textbox", { name: "E-mail" }).fill("new.viewer@example.org");
  await page.getByLabel("Role", { exact: true }).selectOption("viewer");
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByRole("status")).toContainText("Invited");
  const path = linkIn(await newestMailTo(page, "new.viewer@example.org"));

  const other = await anotherBrowser(browser, baseURL ?? "", complaints, {});
  await other.goto(path);
  await expectNoAxeFindings(other);
  await other.getByLabel("Name").fill("New Viewer");
  await other.getByLabel("New password").fill("short");
  await other.getByRole("button", { name: "Make the account" }).click();
  await expect(other.getByRole("alert").filter({ hasText: "12 to 200" })).toBeVisible();
  await other.getByLabel("Name").fill("New Viewer");
  await other.getByLabel("New password").fill(PASSWORD);
  await other.getByRole("button", { name: "Make the account" }).click();
  await expect(other.getByRole("status")).toContainText("ready");
  await signIn(other, DESK, { email: "new.viewer@example.org", password: PASSWORD });
  const navigation = other.getByRole("navigation", { name: "Mareograph 2027" });
  await expect(navigation.getByRole("link", { name: "Registrations" })).toBeVisible();
  await expect(navigation.getByRole("link", { name: "Staff" })).toHaveCount(0);
  await other.goto(path);
  await expect(other.getByText("This invitation was used")).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Remove New Viewer" }).click();
  await expect(page.getByRole("status")).toContainText("no longer");
  await other.goto(DESK);
  await expect(other.getByRole("alert").filter({ hasText: "not there, or not yours" })).toBeVisible();
  await other.close();
  await expectFitsNarrowScreen(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a second factor is set up, asked for at the next sign-in, and a recovery code stands in once", async ({
    page,
  }) => {
    const account = await createAccount("finance", "second.factor@example.org");
    await signIn(page, "/admin/account", account);
    await page.locator("#second-factor-password").fill(account.password);
    await page.getByRole("button", { name: "Set up a second factor" }).click();
    const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    await page.getByLabel("The code that the app shows now").fill("000000");
    await page.getByRole("button", { name: "Turn it on" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "not right" })).toBeVisible();
    await page.getByLabel("The code that the app shows now").fill(app.generate());
    await page.getByRole("button", { name: "Turn it on" }).click();
    const codes = await page.getByRole("main").getByRole("listitem").allTextContents();
    expect(codes).toHaveLength(10);
    await page.reload();
    await expect(page.getByText("These codes were shown already.")).toBeVisible();

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto(`${DESK}/registrations`);
    await page.getByLabel("E-mail").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(account.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second factor");
    await page.goto(DESK);
    await expect(page, "nothing opens before").toHaveURL(/second-factor/);
    await page.getByLabel("Code").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    await page.goto("/admin/account");
    await expect(page.getByText("9 recovery codes are left.")).toBeVisible();
  });
});

test("a forgotten password is set anew by mail, and other sessions end", async ({ page, browser }) => {
  const account = await createAccount("desk", "forgetful@example.org");
  const other = await browser.newPage({ baseURL: "http://127.0.0.1", locale: "en-GB" });
  await page.goto("/admin/forgot");
  const origin = new URL(page.url()).origin;
  await signIn(other, `${origin}${DESK}`, account);
  await expectNoAxeFindings(page);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("status")).toContainText("If there is an account");
  await page.goto(linkIn(await newestMailTo(page, account.email)));
  await expectNoAxeFindings(page);
  await page.getByLabel("New password").fill("quite another password");
  await page.getByRole("button", { name: "Set it" }).click();
  await expect(page.getByRole("status")).toContainText("Sign in with it");
  await other.reload();
  await expect(other).toHaveURL(/sign-in/);
  await other.close();
  await signIn(page, "/admin/account", { email: account.email, password: "quite another password" });
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
});

test("the account's other pages are readable by all: enrolment, codes, set-up, the second factor", async ({ page }) => {
  const account = await createAccount("viewer", "pages@example.org");
  await signIn(page, "/admin/account", account);
  await page.locator("#second-factor-password").fill(account.password);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await page
    .getByLabel("The code that the app shows now")
    .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("They are shown once.")).toBeVisible();
  await expectNoAxeFindings(page);
  await page.goto("/admin/set-up/no-such-link");
  await expect(page.getByText("This link was used")).toBeVisible();
  await expectNoAxeFindings(page);
  await page.context().clearCookies();
  await page.goto("/admin/account");
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByLabel("Code")).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
});
