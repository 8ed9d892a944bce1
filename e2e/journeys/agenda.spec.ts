import type { Page } from "@playwright/test";
import { comeIn, register } from "../fixtures/attendee";
import { anotherBrowser, chooseTwoDaysAs, payWithCard } from "../fixtures/checkout";
import { DESK, signIn } from "../fixtures/staff";
import { examine, expect, expectFitsNarrowScreen, test } from "../fixtures/test";

/** Somebody new who has paid; ends on their own page. @returns its address */
async function pay(page: Page, lastName: string): Promise<string> {
  await chooseTwoDaysAs(page, lastName);
  await page.getByRole("button", { name: /^Pay EUR/ }).click();
  await payWithCard(page, "4242424242424242");
  await expect(page.getByText("Paid and confirmed")).toBeVisible();
  return new URL(page.url()).pathname;
}

const row = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
const said = (page: Page) => page.getByRole("main").getByRole("status");
const refused = (page: Page) => page.getByRole("main").getByRole("alert");

for (const javaScriptEnabled of [true, false]) {
  test(`a person books, waits and gives back ${javaScriptEnabled ? "with" : "without"} a script`, async ({
    page: staff,
    browser,
    baseURL,
    complaints,
  }) => {
    test.setTimeout(240_000);
    const lastName = javaScriptEnabled ? "Scripted" : "Unscripted";
    const page = await anotherBrowser(browser, baseURL ?? "", complaints, { javaScriptEnabled });
    const own = await pay(page, lastName);
    await page.getByRole("link", { name: "Open the agenda" }).click();
    await expect(page).toHaveURL(`${own}/agenda`);
    await expect(row(page, "Opening: a hundred years of the Aveiro gauge")).toContainText("Comes with your fee");
    await expect(row(page, "Posters and coffee")).toContainText("No booking needed");
    await expect(row(page, "An evening at the harbour office")).toContainText(/Opens \w{3} \d+ \w+, \d\d:\d\d/);
    await expect(row(page, "Reading paper mareograms")).toContainText("Full");
    await expect(page.getByText("Meeting of the programme committee"), "what is hidden stays so").toHaveCount(0);
    const stale = await page.context().newPage();
    await stale.goto(`${own}/agenda?tag=Talks`);
    await expect(row(stale, "Posters and coffee")).toHaveCount(0);

    await page.getByRole("button", { name: "Book: Datums that move" }).click();
    await expect(page).toHaveURL(/#s-[2-9A-Z]{18}$/);
    await expect(said(page)).toHaveText("Datums that move: You have a place.");
    await expect(row(page, "Datums that move")).toContainText("Booked");
    await expect(row(page, "Altimetry near the coast")).toContainText("At the same time as Datums that move");
    await expect(page.getByRole("button", { name: "Book: Altimetry near the coast" })).toHaveCount(0);
    if (javaScriptEnabled) await examine(page);

    await stale.getByRole("button", { name: "Book: Altimetry near the coast" }).click();
    await expect(refused(stale)).toContainText("you are in something else at that time: Datums that move.");
    await expect(stale, "what was shown is shown").toHaveURL(/tag=Talks/);
    if (javaScriptEnabled) await examine(stale);
    await refused(stale).getByRole("link", { name: "Datums that move" }).click();
    await stale.getByRole("button", { name: "Give it back: Datums that move" }).click();
    await expect(said(stale)).toHaveText("Datums that move: You are not in it any more.");
    await stale.getByRole("button", { name: "Book: Altimetry near the coast" }).click();
    await expect(said(stale)).toHaveText("Altimetry near the coast: You have a place.");
    await expect(row(stale, "Altimetry near the coast")).toContainText("Booked");

    await page.goto(`${own}/agenda`);
    await page.getByRole("button", { name: "Join the waiting list: Tide tables by hand" }).click();
    await expect(said(page)).toContainText(/Tide tables by hand: You are on the waiting list, at place \d/);
    await expect(row(page, "Tide tables by hand")).toContainText(/Waiting list, place \d/);
    await page.getByRole("link", { name: "Only mine (3)" }).click();
    await expect(page.getByRole("heading", { level: 3 })).toHaveText([
      "Opening: a hundred years of the Aveiro gauge",
      "Altimetry near the coast",
      "Tide tables by hand",
    ]);
    const subscription = page.getByRole("link", { name: "Subscribe", exact: true });
    await expect(subscription).toHaveAttribute("href", /^webcal:.*\/api\/lenos\/Session\.ics\?PersonId=/);
    const calendar = await (await page.request.get(`${own}/calendar.ics`)).text();
    expect(calendar).toContain("SUMMARY:Altimetry near the coast");
    expect(calendar).toContain("STATUS:CANCELLED");
    await page.goto(own);
    await expect(page.getByRole("listitem").filter({ hasText: "Altimetry near the coast" })).toBeVisible();
    if (javaScriptEnabled) await examine(page);

    await signIn(staff, `${DESK}/registrations/${own.split("/").at(-1)}`);
    const sessions = staff.locator("#sessions");
    await expect(sessions.getByText(/waiting list, place \d/)).toBeVisible();
    const workshop = sessions.getByRole("combobox", { name: "Session" });
    const option = workshop.locator("option", { hasText: "Tide tables" });
    await workshop.selectOption((await option.getAttribute("value")) ?? "");
    await sessions.getByRole("button", { name: "Book", exact: true }).click();
    await expect(staff.getByRole("alert").filter({ hasText: "waits for it already" })).toBeVisible();
    await expect(workshop, "what was chosen stays").not.toHaveValue("");
    await sessions.getByLabel(/^Reason for going beyond/).fill("She brings the machine");
    await sessions.getByRole("button", { name: "Book", exact: true }).click();
    await expect(staff.getByRole("status")).toContainText("Booked.");
    await expect(staff.getByText("Reason: She brings the machine")).toBeVisible();
    if (javaScriptEnabled) await examine(staff);

    await page.goto(`${own}/agenda`);
    await page.getByRole("button", { name: "Give it back: Tide tables by hand" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Give your place back?");
    if (javaScriptEnabled) await examine(page);
    await page.getByRole("link", { name: "Keep it" }).click();
    await expect(row(page, "Tide tables by hand")).toContainText("Booked");
    await page.getByRole("button", { name: "Give it back: Tide tables by hand" }).click();
    await page.getByRole("button", { name: "Give my place back" }).click();
    await expect(said(page)).toHaveText("Tide tables by hand: You are not in it any more.");

    await staff.reload();
    await sessions.getByRole("button", { name: "Take out: Altimetry near the coast" }).click();
    await expect(staff.getByRole("status")).toContainText("Taken out.");
    await page.goto(`${own}/agenda`);
    await page.getByRole("link", { name: "How to buy it: Levelling with GNSS" }).click();
    await expect(page).toHaveURL(`${own}/change`);
  });
}

test("who has not paid reads the agenda, and what to do", async ({ page }) => {
  await page.goto("/sandbox/indico/register");
  await comeIn(page, await register(page, "Reader", "reader@example.org"));
  const own = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.goto(`${own}/agenda`);
  await expect(page.getByText("You are not registered yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Book/ })).toHaveCount(0);
  await page.getByRole("link", { name: "Italiano" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Tavole di marea a mano" })).toBeVisible();
  await expectFitsNarrowScreen(page);
});
