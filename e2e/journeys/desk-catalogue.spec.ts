import { createAccount, DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const SET_UP = `${DESK}/set-up`;

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a manager sets up a category with two prices, a service with a quota, and a question", async ({ page }) => {
    await signIn(page, `${SET_UP}/quotas`, await createAccount("manager", "catalogue.manager@example.org"));

    await page.getByRole("link", { name: "Add a quota" }).click();
    await page.getByLabel("Name").fill("Lighthouse");
    await page.getByLabel("Capacity").fill("many");
    await page.getByRole("button", { name: "Add the quota" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "whole number of places" })).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("Lighthouse");
    await page.getByLabel("Capacity").fill("25");
    await page.getByRole("button", { name: "Add the quota" }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
    await expect(page.getByRole("link", { name: "Lighthouse" })).toBeVisible();

    await page.goto(`${SET_UP}/categories/new`);
    await page.getByLabel("Name", { exact: true }).fill("Early career");
    await page.getByLabel("Code", { exact: true }).fill("early-career");
    await page.getByLabel("Name, Italian").fill("Inizio carriera");
    // Other tests buy at the same time: what this one makes is not offered to them.
    await page.getByLabel("Offered now").uncheck();
    await page.getByRole("group", { name: "Price 1" }).getByLabel("Label", { exact: true }).fill("Early");
    await page.getByRole("group", { name: "Price 1" }).getByLabel("Price").fill("200,50");
    await page.getByRole("group", { name: "Price 1" }).getByLabel("Until").fill("2031-04-01T00:00");
    await page.getByRole("button", { name: "Add a price" }).click();
    const second = page.getByRole("group", { name: "Price 2" });
    await second.getByLabel("Label", { exact: true }).fill("Late");
    await second.getByLabel("Price").fill("260");
    await second.getByLabel("From").fill("2031-03-01T00:00");
    await page.getByLabel(/^Lighthouse/).check();
    await page.getByRole("button", { name: "Add the category" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "“Early” has not ended then" })).toBeVisible();
    await second.getByLabel("From").fill("2031-04-05T00:00");
    await page.getByRole("button", { name: "Add the category" }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
    await expect(page.getByRole("row", { name: /Early career/ })).toContainText("EUR 200.50");

    await page.getByRole("link", { name: "Early career" }).click();
    await expect(page.getByText("A time without a price.")).toBeVisible();
    await page.getByRole("button", { name: "Take out price 2" }).click();
    await expect(page.getByRole("group", { name: "Price 2" })).toHaveCount(0);
    await page.getByRole("button", { name: "Leave it and show what is saved" }).click();
    await expect(page.getByRole("group", { name: "Price 2" })).toBeVisible();

    await page.goto(`${SET_UP}/services`);
    await page.getByRole("link", { name: "Add a service" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Climb the lighthouse");
    await page.getByLabel("Code", { exact: true }).fill("climb");
    await page.getByLabel("Offered now").uncheck();
    await page.getByLabel("Begins").fill("2031-06-02T14:00");
    await page.getByLabel("Ends").fill("2031-06-02T16:00");
    await page.getByLabel("Room or place (optional)", { exact: true }).fill("Barra");
    await page.getByRole("group", { name: "Price 1" }).getByLabel("Label", { exact: true }).fill("Climb");
    await page.getByRole("group", { name: "Price 1" }).getByLabel("Price").fill("12");
    await page.getByLabel(/^Lighthouse/).check();
    await page.getByRole("button", { name: "Add the service" }).click();
    await expect(page.getByRole("row", { name: /Climb the lighthouse/ })).toContainText("Barra");
    await page.getByRole("button", { name: "Move Climb the lighthouse up" }).click();
    await expect(page.getByRole("status")).toContainText("Moved");

    await page.goto(`${SET_UP}/questions`);
    await page.getByRole("link", { name: "Add a question" }).click();
    await page.getByLabel("Label", { exact: true }).first().fill("Do you fear heights?");
    await page.getByLabel("Key", { exact: true }).fill("heights");
    await page.getByLabel("Kind of answer").selectOption("choice");
    await page.getByRole("button", { name: "Add the question" }).click();
    await expect(page.getByRole("alert").first()).toContainText("Add the choices");
    const choice = page.getByRole("group", { name: "Choice 1" });
    await choice.getByLabel("Value").fill("no");
    await choice.getByLabel("Label", { exact: true }).fill("Not at all");
    await page.getByRole("button", { name: "Add the question" }).click();
    await expect(page.getByRole("status")).toContainText("Saved");

    // Nobody answered it: it may go, by its key.
    await page.getByRole("link", { name: "Do you fear heights?" }).click();
    await page.getByLabel("Type “heights” to delete it").fill("height");
    await page.getByRole("button", { name: "Delete this question" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Nothing was deleted" })).toBeVisible();
    await page.getByLabel("Type “heights” to delete it").fill("heights");
    await page.getByRole("button", { name: "Delete this question" }).click();
    await expect(page.getByRole("status")).toContainText("Deleted");
    await expect(page.getByRole("link", { name: "Do you fear heights?" })).toHaveCount(0);
  });

  test("what is sold cannot be deleted; its quota goes below what is sold where a manager says so", async ({
    page,
  }) => {
    await signIn(page, `${SET_UP}/categories`, await createAccount("manager", "catalogue.careful@example.org"));
    await page.getByRole("link", { name: "Regular", exact: true }).click();
    await expect(page.getByText("it cannot be deleted: what they bought must stay readable")).toBeVisible();
    await expect(page.getByText("A new price is for new orders")).toBeVisible();
    await expect(page.getByRole("button", { name: "Stop selling it" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Delete this category" })).toHaveCount(0);
    await page.getByLabel("Code", { exact: true }).fill("another-code");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.getByRole("alert").first()).toContainText("the code stays");
    await page.getByRole("button", { name: "Leave it and show what is saved" }).click();
    await expect(page.getByLabel("Code", { exact: true })).toHaveValue("regular");

    await page.goto(`${SET_UP}/services`);
    const walk = page.getByRole("link", { name: "City walk along the canals" });
    await walk.click();
    await page.getByRole("button", { name: "Stop selling it" }).click();
    await expect(page.getByRole("status")).toContainText("offered no longer");
    await walk.click();
    await page.getByRole("button", { name: "Sell it again" }).click();
    await expect(page.getByRole("status")).toContainText("offered again");

    await page.goto(`${SET_UP}/quotas`);
    const quota = page.getByRole("link", { name: "City walk", exact: true });
    await quota.click();
    await page.getByLabel("Capacity").fill("1");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.getByText("Nobody loses a place")).toBeVisible();
    await page.getByRole("button", { name: /^Keep the \d+ sold and sell no more$/ }).click();
    await expect(page.getByRole("status")).toContainText("no more is sold");
    await expect(page.getByText(/sold beyond the capacity/)).toBeVisible();
    await quota.click();
    await page.getByLabel("Capacity").fill("40");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.getByText(/sold beyond the capacity/)).toHaveCount(0);
  });
});

test("two managers edit the same service: the second hears of it and loses nothing", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, `${SET_UP}/services`);
  const proceedings = page.getByRole("link", { name: "Printed proceedings" });
  await proceedings.click();
  const context = await browser.newContext({ baseURL, locale: "en-GB" });
  const other = await context.newPage();
  await signIn(other, new URL(page.url()).pathname, await createAccount("manager", "catalogue.second@example.org"));
  await other.getByLabel("Description (optional)", { exact: true }).fill("Typed by the second.");
  await page.getByLabel("Description (optional)", { exact: true }).fill("Saved by the first.");
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await other.getByRole("button", { name: "Save" }).last().click();
  const heard = other.getByRole("alert").first();
  await expect(heard).toContainText("while you were typing");
  await expect(heard).toContainText("Saved by the first.");
  await expect(other.getByLabel("Description (optional)", { exact: true })).toHaveValue("Typed by the second.");
  await other.getByRole("button", { name: "Save" }).last().click();
  await expect(other.getByRole("status")).toContainText("Saved");
  await context.close();
  await proceedings.click();
  await expect(page.getByLabel("Description (optional)", { exact: true })).toHaveValue("Typed by the second.");
});

test("Indico's fields are mapped; a rule that leads nowhere says so", async ({ page }) => {
  await signIn(page, `${SET_UP}/mapping`);
  await expect(page.getByRole("table", { name: "Indico's fields" })).toBeVisible();
  await page.getByRole("button", { name: "Add a field" }).click();
  const rows = page.getByRole("group", { name: /^Field \d+$/ });
  const added = rows.last();
  await added.getByLabel("Indico's field").fill("Telephone in Aveiro");
  await page.getByRole("button", { name: "Save the mapping" }).last().click();
  await expect(page.getByRole("alert").first()).toContainText("Choose where it goes.");
  await rows.last().getByLabel("Goes to").selectOption("profile.phone");
  await page.getByRole("button", { name: "Save the mapping" }).last().click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(rows.last()).toContainText("no field of this title");
  await expectNoAxeFindings(page);
  await rows
    .last()
    .getByRole("button", { name: /^Take out field/ })
    .click();
  await page.getByRole("button", { name: "Save the mapping" }).last().click();
  await expect(page.getByRole("status")).toContainText("Saved");
});

for (const list of ["categories", "services", "rooms", "tags", "quotas", "promotions", "questions"]) {
  test(`every page of the ${list} is readable by all and fits a telephone`, async ({ page }) => {
    test.setTimeout(180_000);
    await signIn(page, `${SET_UP}/${list}`);
    const links = page.getByRole("main").locator(`a[href^='${SET_UP}/${list}/']`);
    const item = await links.and(page.locator("a:not([href$='/new'])")).first().getAttribute("href");
    for (const path of [`${SET_UP}/${list}`, `${SET_UP}/${list}/new`, String(item)]) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await expectNoAxeFindings(page);
      await expectFitsNarrowScreen(page);
    }
  });
}
