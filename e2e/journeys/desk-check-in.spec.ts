import { mkdirSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { filmOfCode } from "../fixtures/fake-camera";
import { createAccount, DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test, watch } from "../fixtures/test";

const DOOR = `${DESK}/check-in`;
const WIDE = { width: 1280, height: 800 };
const TELEPHONE = { width: 390, height: 844 };

/** The tests share the demo's people: each has its own. */
const UNPAID = "Henrike Bauer";
const SEEN_BY_CAMERA = "Marta Kowalska";

const answerOf = (page: Page): Locator => page.getByRole("region", { name: "Answer" });

/** The text of somebody's ticket, from their page. */
async function ticketOf(page: Page, name: string): Promise<string> {
  await page.goto(`${DESK}/registrations?q=${encodeURIComponent(name)}`);
  const [given, ...family] = name.split(" ");
  await page.getByRole("link", { name: `${family.join(" ")}, ${given}` }).click();
  await page.waitForURL(/open=[2-9A-Z]{18}/);
  return `FOYER:${new URL(page.url()).searchParams.get("open")}`;
}

/** A hand scanner: types quickly, and ends with Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.getByLabel("Scan, or type a name").fill(code);
  await page.keyboard.press("Enter");
}

test("a day at the door: name, scan, already in, not paid, unknown, undo", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, DESK, await createAccount("desk", "door.day@example.org"));
  const paid = await ticketOf(page, "Giulia Ferraro");
  const owing = await ticketOf(page, UNPAID);

  await page.goto(DOOR);
  await page.getByLabel("Name of this door").fill("Door A");
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(page.getByRole("status")).toContainText("door is named");
  await expectNoAxeFindings(page);

  await page.getByLabel("Scan, or type a name").pressSequentially("ferrar");
  const people = page.getByRole("list", { name: "People" });
  await expect(people).toContainText("Giulia Ferraro");
  await page.getByRole("button", { name: "Check in Giulia Ferraro" }).click();
  await expect(answerOf(page)).toContainText("Come in");
  await expect(answerOf(page)).toContainText("Giulia Ferraro");
  await expectNoAxeFindings(page);
  await answerOf(page).getByRole("button", { name: "Undo" }).click();
  await expect(answerOf(page)).toContainText("Taken back");

  await scan(page, paid);
  await expect(answerOf(page)).toContainText("Come in");
  await expect(page.locator("[data-present]")).toHaveText(/[1-9]/);
  await scan(page, paid.toLowerCase());
  await expect(answerOf(page)).toContainText("Already in");
  await expect(answerOf(page)).toContainText("by Door A");
  await expect(answerOf(page)).toContainText("Let in by Test desk");
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: "Let in, and note it" }).click();
  await expect(answerOf(page)).toContainText("Let in again");

  await scan(page, owing);
  await expect(answerOf(page)).toContainText("Not paid");
  await expect(page.getByRole("button", { name: "Let in unpaid" })).toHaveCount(0);
  await expectNoAxeFindings(page);
  await page.getByRole("button", { name: /^Take payment now, EUR/ }).click();
  await expect(answerOf(page)).toContainText("Come in");
  await page.getByRole("link", { name: "Next person" }).click();
  await expect(answerOf(page)).toHaveCount(0);
  const toast = page.getByRole("status").filter({ hasText: "is in." });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(answerOf(page)).toContainText("Taken back");

  await scan(page, "FOYER:222222222222222222");
  await expect(answerOf(page)).toContainText("Unknown code");
  await scan(page, "https://example.org/somebody-elses-code");
  await expect(answerOf(page)).toContainText("Not a ticket");
  await page.getByRole("link", { name: "Next person" }).click();
  await page.getByRole("button", { name: "Undo check-in of Giulia Ferraro" }).click();
  await expect(answerOf(page)).toContainText("Taken back");
});

test("on a telephone the answer fills the screen, and nothing scrolls sideways", async ({ page }) => {
  await signIn(page, DESK, await createAccount("desk", "door.telephone@example.org"));
  const ticket = await ticketOf(page, "Linh Nguyễn");
  await page.setViewportSize(TELEPHONE);
  await page.goto(DOOR);
  await scan(page, ticket);
  await expect(answerOf(page)).toContainText("Come in");
  await expect(answerOf(page)).toContainText("Nguyễn Minh comes along");
  const isOverTheBar = () => document.elementFromPoint(24, 24)?.closest("header") === null;
  expect(await page.evaluate(isOverTheBar), "the answer covers the desk's bar").toBe(true);
  await expectFitsNarrowScreen(page);
  await expectNoAxeFindings(page);
  await answerOf(page).getByRole("button", { name: "Undo" }).click();
  await expect(answerOf(page)).toContainText("Taken back");
  await page.setViewportSize(WIDE);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same forms find, let in, say who did, and take back", async ({ page }) => {
    await signIn(page, DOOR, await createAccount("desk", "door.plain@example.org"));
    await page.getByLabel("Scan, or type a name").fill("לוי");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByRole("button", { name: "Check in דב לוי" }).click();
    await expect(answerOf(page)).toContainText("Come in");
    await page.getByRole("link", { name: "Next person" }).click();
    await page.getByLabel("Scan, or type a name").fill("לוי");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByRole("button", { name: "Undo check-in of דב לוי" }).first().click();
    await expect(answerOf(page)).toContainText("Taken back");
    await page.getByLabel("Scan, or type a name").fill("{}");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(answerOf(page)).toContainText("Not a ticket");
  });
});

test("a camera that is not there is explained", async ({ page }) => {
  await signIn(page, DOOR, await createAccount("desk", "door.blind@example.org"));
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "hand scanner" })).toBeVisible();
});

test("the camera reads a ticket", async ({ page, playwright, baseURL, complaints }, { outputDir, project }) => {
  await signIn(page, DESK, await createAccount("desk", "door.camera@example.org"));
  const ticket = await ticketOf(page, SEEN_BY_CAMERA);
  mkdirSync(outputDir, { recursive: true });
  const { executablePath, args = [] } = project.use.launchOptions ?? {};
  const browser = await playwright.chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...args, ...filmOfCode(ticket, outputDir)],
  });
  const context = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    storageState: await page.context().storageState(),
    permissions: ["camera"],
    reducedMotion: "reduce",
    viewport: TELEPHONE,
  });
  watch(context, baseURL ?? "", complaints);
  const door = await context.newPage();
  await door.goto(DOOR);
  await door.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(answerOf(door)).toContainText(/Come in|Already in/);
  await expect(answerOf(door)).toContainText(SEEN_BY_CAMERA);
  await browser.close();
});
