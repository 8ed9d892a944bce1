import type { Page } from "@playwright/test";
import { newestMailTo, press } from "../fixtures/attendee";
import { anotherBrowser, chooseTwoDaysAs } from "../fixtures/checkout";
import { DESK, signIn } from "../fixtures/staff";
import { examine, expect, test } from "../fixtures/test";

/** Somebody new whose order of two days is placed; ends on their own page. */
async function order(page: Page, lastName: string): Promise<void> {
  await chooseTwoDaysAs(page, lastName);
  await page.getByRole("radio", { name: "Bank transfer" }).check();
  await press(page, "Order, and pay by bank transfer");
  await expect(page.getByRole("heading", { name: "Changes" })).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test(`a person asks for a dinner ${javaScriptEnabled ? "with" : "without"} a script, staff approve in two clicks, and the person reads it`, async ({
    page,
    browser,
    baseURL,
    complaints,
  }) => {
    test.setTimeout(240_000);
    const lastName = javaScriptEnabled ? "Asks" : "Plain";
    const email = `${lastName.toLowerCase()}@example.org`;
    const person = await anotherBrowser(browser, baseURL ?? "", complaints, { javaScriptEnabled });
    await order(person, lastName);
    if (javaScriptEnabled) await examine(person);
    await person.getByRole("link", { name: "Ask for a change" }).click();
    if (javaScriptEnabled) await examine(person);
    await press(person, "Send the request");
    await expect(person.getByText("Choose what shall change.").first()).toBeVisible();
    await person.getByRole("radio", { name: "A service, more or fewer" }).check();
    await person.getByRole("combobox", { name: "Service" }).selectOption("dinner");
    await person.getByLabel("How many in all").fill("99");
    await person.getByLabel(/^Your words/).fill("For my brother too");
    await press(person, "Send the request");
    await expect(person.getByLabel("How many in all")).toHaveAttribute("aria-invalid", "true");
    await expect(person.getByLabel(/^Your words/)).toHaveValue("For my brother too");
    if (javaScriptEnabled) await examine(person);
    await person.getByLabel("How many in all").fill("1");
    await press(person, "Send the request");
    await expect(person.getByText("Conference dinner: 1 in all")).toBeVisible();
    if (javaScriptEnabled) await examine(person);
    await person.goto(`${person.url()}/change`);
    await expect(person, "one request waits at a time").toHaveURL(/\/r\/[2-9A-Z]{18}$/);

    await signIn(page, `${DESK}?all=1`);
    const row = page.getByRole("listitem").filter({ hasText: `Nora ${lastName} asks` });
    await expect(row).toContainText("“For my brother too”");
    await row.getByRole("button", { name: /^See and approve/ }).click();
    await expect(page.getByText("Asks for: Conference dinner: 1 in all.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "What this would do" })).toBeVisible();
    if (javaScriptEnabled) await examine(page);
    await page.getByRole("button", { name: /^Change the order to/ }).click();
    await expect(page.getByRole("status")).toContainText("The difference is awaited");
    await expect(page.getByText("What was asked for is done")).toBeVisible();
    await page.goto(`${DESK}?all=1`);
    await expect(page.getByText(`Nora ${lastName} asks`)).toHaveCount(0);

    expect(await newestMailTo(person, email)).toContain("What you asked for is done.");
    await person.reload();
    await expect(person.getByText("Done: Conference dinner: 1 in all")).toBeVisible();
    await expect(person.getByRole("link", { name: "Ask for another change" })).toBeVisible();
  });
}

test("a decline needs a reason, which the person reads; a cancellation is asked for, withdrawn, and done", async ({
  page,
  browser,
  baseURL,
  complaints,
}) => {
  test.setTimeout(240_000);
  const person = await anotherBrowser(browser, baseURL ?? "", complaints, {});
  await order(person, "Wishes");
  await person.getByRole("link", { name: "Ask for a change" }).click();
  await person.getByRole("radio", { name: "Something else" }).check();
  await press(person, "Send the request");
  await expect(person.getByText("Say what shall change.").first()).toBeVisible();
  await person.getByLabel(/^Your words/).fill("A room with a view");
  await press(person, "Send the request");

  await signIn(page, `${DESK}?all=1`);
  await page
    .getByRole("listitem")
    .filter({ hasText: "Nora Wishes asks" })
    .getByRole("link", { name: /^Look at/ })
    .click();
  await expect(page.getByRole("heading", { name: "A change is asked for" })).toBeVisible();
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("Write why: the person reads it.")).toBeVisible();
  await examine(page);
  await page.getByRole("textbox", { name: /^Answer/ }).fill("We let no rooms.");
  const second = await page.context().newPage();
  await second.goto(page.url());
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("status")).toContainText("The person is told why");
  await second.getByRole("button", { name: "It is done" }).click();
  await expect(second.getByRole("alert").filter({ hasText: "decided or withdrawn meanwhile" })).toBeVisible();

  expect(await newestMailTo(person, "wishes@example.org")).toContain("We let no rooms.");
  await person.reload();
  await expect(person.getByText("We let no rooms.")).toBeVisible();

  const askToCancel = async () => {
    await person.getByRole("link", { name: "Ask for another change" }).click();
    await person.getByRole("radio", { name: "Cancel my registration" }).check();
    await press(person, "Send the request");
    await expect(person.getByText("Cancel the registration")).toBeVisible();
  };
  await askToCancel();
  await person.getByRole("button", { name: "Take the request back" }).click();
  await expect(person.getByRole("link", { name: "Ask for another change" })).toBeVisible();
  await askToCancel();

  await page.goto(`${DESK}?all=1`);
  const row = page.getByRole("listitem").filter({ hasText: "Nora Wishes asks" });
  await row.getByRole("button", { name: /^See and approve/ }).click();
  await expect(page.getByText("Asks for: Cancel the registration.")).toBeVisible();
  await examine(page);
  const number = page.getByLabel(/^Type the number/);
  await number.fill("nothing");
  await page.getByRole("button", { name: /^Cancel/ }).click();
  const wrong =
    (await page
      .getByText(/the number of this registration\.$/)
      .first()
      .textContent()) ?? "";
  await expect(page.getByText("Asks for: Cancel the registration."), "what was asked stays").toBeVisible();
  await number.fill(/Type (\S+),/.exec(wrong)?.[1] ?? "");
  await page.getByRole("button", { name: /^Cancel/ }).click();
  await expect(page.getByText("What was asked for is done")).toBeVisible();
  await person.reload();
  await expect(person.getByRole("heading", { level: 1 })).toContainText("cancelled");
});
