import { readdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { DEMO_STAFF } from "../../lib/demo/demo-staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const { email, password, name } = DEMO_STAFF;

async function signIn(page: Page, wanted = "/admin"): Promise<void> {
  await page.goto(wanted);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**${wanted}`);
}

test("a wrong password says so, the right one leads to where staff wanted to go, and signing out ends it", async ({
  page,
}) => {
  await page.goto("/admin/parked");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That did not match" })).toBeVisible();
  await expectNoAxeFindings(page);

  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/admin/parked");

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
    await signIn(page, "/admin/registrations");
    await page.getByLabel("Name, address, number or affiliation").fill("strand sjö");
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByRole("link", { name: "Elin Strand" }).click();
    await page.getByRole("button", { name: "Check in", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("Checked in");
    await page.getByRole("button", { name: "Undo check-in" }).click();
    await expect(page.getByRole("status")).toContainText("taken back");
    await page.goto("/admin/registrations/nobody");
    await expect(page.getByRole("alert")).toContainText("not there, or not yours");
  });
});

test("every page of the desk is readable by all and fits a telephone", async ({ page }) => {
  await signIn(page);
  await expect(page.getByText(name)).toBeVisible();
  for (const path of ["/admin", "/admin/parked", "/admin/registrations", "/admin/not-allowed"]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path);
    await expectNoAxeFindings(page);
    await expectFitsNarrowScreen(page);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/admin/registrations?q=strand");
  await page.getByRole("link", { name: "Elin Strand" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Elin Strand");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
});

const DESK = path.join("app", "admin");
/** Everything below `/admin` in the `app` tree, with made-up ids. */
const addresses = readdirSync(DESK, { recursive: true, withFileTypes: true })
  .filter((entry) => /^(page\.tsx|route\.ts)$/.test(entry.name))
  .map((entry) => ({
    method: entry.name === "page.tsx" ? "GET" : "POST",
    address: `/admin/${path.relative(DESK, entry.parentPath)}`.replaceAll(/\[\w+\]/g, "NOBODY").replace(/\/$/, ""),
  }))
  .filter(({ address }) => address !== "/admin/sign-in");

for (const { method, address } of addresses) {
  test(`${method} ${address} asks strangers to sign in`, async ({ request }) => {
    const headers = { "sec-fetch-site": "same-origin" };
    const answer = await request.fetch(address, { method, headers, maxRedirects: 0 });
    expect([303, 307]).toContain(answer.status());
    expect(answer.headers().location).toMatch(/^\/admin\/sign-in(\?|$)/);
  });
}
