import { expect, test } from "./fixtures";
import { codeInMailbox } from "./mailbox";
import { expectPaidOnce } from "./money";
import { choose, goToCardPage, openLink, paymentLink, payWith, sendDetails, waitUntilPageSays } from "./person";

test("from Indico's link to Indico's paid", async ({ page, browser, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.main, {
    firstName: "Ada",
    answers: { "Participant type": "Student", "Dietary requirements": "Vegan" },
  });
  const link = await paymentLink(place, registrant.registration_db_id);

  await test.step("the code from the mailbox", async () => {
    await openLink(page, link);
    // A window of its own: the recorder of these tests complains of the frame in which no script may run.
    const code = await codeInMailbox(await browser.newPage(), place, registrant.email, "Your code for XPAC'27");
    await page.getByLabel("Six-digit code").fill(code);
    await page.getByRole("button", { name: "Continue", exact: true }).click();
  });

  await test.step("details from Indico, its diet too; a correction stands beside Indico's value", async () => {
    const affiliation = page.getByLabel("Affiliation");
    await expect(page.getByLabel("Given name")).toHaveValue("Ada");
    await expect(affiliation).toHaveValue("Load Test Lab");
    await expect(affiliation).toHaveAccessibleDescription("from Indico");
    const diet = page.getByRole("group", { name: "Dietary requirements" });
    await expect(diet.getByRole("radio", { name: "Vegan" })).toBeChecked();
    await expect(diet).toHaveAccessibleDescription("from Indico");
    await affiliation.fill("Analytical Society");
    await sendDetails(page);
    await page.getByRole("link", { name: "Your details" }).click();
    await expect(affiliation).toHaveValue("Analytical Society");
    await expect(affiliation).toHaveAccessibleDescription("changed by you. Indico says “Load Test Lab”");
    await sendDetails(page);
  });

  await test.step("the fee that Indico's choice assigns, and a service", async () => {
    await expect(page.getByRole("radio", { name: "Student participant" })).toBeChecked();
    await expect(page.getByRole("radio", { name: "Sponsor's guest" })).toBeDisabled();
    await choose(page, { services: ["Conference dinner"] });
  });

  const checkoutId = await test.step("the card: declined, then taken", async () => {
    const id = await goToCardPage(page);
    await payWith(page, "4000000000000002");
    await expect(page.getByRole("alert")).toBeVisible();
    await payWith(page, "4242424242424242");
    await expect(page.getByText("Paid and confirmed")).toBeVisible();
    return id;
  });

  await test.step("Indico says paid, and the page says so", async () => {
    await waitUntilPageSays(page, "Indico now shows you as paid.");
    await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: 33_000 });
  });

  await test.step("the receipt and the calendar file", async () => {
    const receipt = await page.request.get(await hrefOf(page.getByRole("link", { name: /^Download receipt/ })));
    expect(receipt.headers()["content-type"]).toBe("application/pdf");
    expect((await receipt.body()).subarray(0, 5).toString()).toBe("%PDF-");
    const calendar = await page.request.get(await hrefOf(page.getByRole("link", { name: "Add to calendar" })));
    expect(calendar.headers()["content-type"]).toContain("text/calendar");
    expect(await calendar.text()).toContain("SUMMARY:Conference dinner");
  });

  await test.step("the link followed once more leads here", async () => {
    await page.goto(link);
    await expect(page.getByText("Paid and confirmed")).toBeVisible();
  });
});

async function hrefOf(link: { getAttribute(name: string): Promise<string | null> }): Promise<string> {
  return (await link.getAttribute("href")) ?? "";
}
