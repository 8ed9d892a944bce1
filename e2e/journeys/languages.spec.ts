import { codeFor, newestMailTo, press } from "../fixtures/attendee";
import { anotherBrowser, payWithCard } from "../fixtures/checkout";
import { signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const SLUG = "mareograph-deutsch";
const SET_UP = `/admin/c/${SLUG}/set-up`;
const GRETA = "greta.lindqvist@example.org";
const WIDE = { width: 1280, height: 800 };

test("staff add German and translate; somebody without scripts reads, pays and is written to in it", async ({
  page,
  browser,
  baseURL,
  complaints,
}) => {
  test.setTimeout(240_000);
  await page.setViewportSize(WIDE);
  await signIn(page, "/admin/c/mareograph/set-up/conference");
  const firstDay = await page.getByLabel("First day").inputValue();

  await test.step("a conference of the test's own, open", async () => {
    await page.goto("/admin/conferences/new");
    await page.getByLabel("Set-up from").selectOption("mareograph");
    await page.getByLabel("Name", { exact: true }).fill("Mareograph auf Deutsch");
    await page.getByLabel("Short name in addresses").fill(SLUG);
    await page.getByLabel("First day").fill(firstDay);
    await page.getByLabel("Prefix of references").fill("MARDEUT");
    await page.getByRole("button", { name: "Make the conference" }).click();
    await page.goto(`${SET_UP}/conference`);
    await page.getByLabel("Open for registration").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
  });

  await test.step("German is added, and what lacks it is counted", async () => {
    await page.goto(`${SET_UP}/languages`);
    await page.getByLabel("Or its tag").fill("xx");
    await page.getByRole("button", { name: "Add the language" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "give a tag that names one" })).toBeVisible();
    await expect(page.getByLabel("Or its tag")).toHaveValue("xx");
    await page.getByLabel("Or its tag").fill("");
    await page.getByLabel("Language", { exact: true }).selectOption({ label: "German (Deutsch)" });
    await page.getByRole("button", { name: "Add the language" }).click();
    await expect(page.getByRole("status")).toContainText("The language is added");
    await expect(page.getByText("Deutsch", { exact: true })).toHaveAttribute("lang", "de");
    await expect(
      page
        .getByRole("listitem")
        .filter({ hasText: "Deutsch" })
        .getByText(/Not translated: \d+ of \d+/),
    ).toBeVisible();
    await expectNoAxeFindings(page);
    await expectFitsNarrowScreen(page);
    await page.setViewportSize(WIDE);
  });

  await test.step("a category and a letter are translated", async () => {
    await page.goto(`${SET_UP}/categories`);
    await expect(page.getByText(/^Not translated: \d+$/).first()).toBeVisible();
    await page.getByRole("link", { name: "Two days" }).click();
    const german = page.getByLabel("Name, German");
    await expect(german).toHaveAttribute("lang", "de");
    await expect(page.getByText("Not translated: people read the English text.").first()).toBeVisible();
    await german.fill("Zwei Tage");
    await expectNoAxeFindings(page);
    await page.getByRole("button", { name: "Save", exact: true }).last().click();
    await expect(page.getByRole("status")).toContainText(/saved/i);

    await page.goto(`${SET_UP}/texts`);
    await page
      .getByRole("listitem")
      .filter({ hasText: "Paid and confirmed" })
      .getByRole("link", { name: "German" })
      .click();
    await page.getByLabel("Subject").fill("Bezahlt, {vorname}");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: "{vorname} is no variable of this letter" })).toBeVisible();
    await page.getByLabel("Subject").fill("Bezahlt, {first-name}");
    await page.getByLabel(/^Text/).fill("Guten Tag {first-name}, wir sehen uns in {city}.");
    await page.getByRole("button", { name: "Show the preview" }).click();
    await expect(page.getByText("Guten Tag Ingibjörg, wir sehen uns in Aveiro.")).toBeVisible();
    await expectNoAxeFindings(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
    await page.getByRole("button", { name: "Send me a test mail" }).click();
    await expect(page.getByRole("status")).toContainText("A test mail is on its way");
  });

  const own = await test.step("somebody is entered who Indico does not know", async () => {
    await page.goto(`/admin/c/${SLUG}/registrations/new`);
    await page.getByLabel("Given name").fill("Greta");
    await page.getByLabel("Family name").fill("Lindqvist");
    await page.getByLabel("E-mail").fill(GRETA);
    await page.getByLabel(/^Country/).selectOption({ label: "Sweden" });
    await page.getByLabel("Language of the mails").selectOption({ label: "German" });
    await page.getByRole("button", { name: "Enter, and go on to the order" }).click();
    await expect(page).toHaveURL(/registrations\/[2-9A-Z]{18}\/order/);
    return `/r/${/registrations\/([2-9A-Z]{18})/.exec(page.url())?.[1]}`;
  });

  const options = { javaScriptEnabled: false, viewport: WIDE };
  const person = await anotherBrowser(browser, baseURL ?? "", complaints, options);
  await test.step("the pages speak German where there is any", async () => {
    await person.goto(own);
    await person.getByRole("button", { name: "Send me the code" }).click();
    await person.getByLabel("Six-digit code").fill(await codeFor(person, GRETA));
    await press(person, "Continue");
    await expect(person).toHaveURL(/\/r\/[2-9A-Z]{18}/);
    await person.goto(`${own}/details`);
    await person.getByRole("link", { name: "Deutsch" }).click();
    await expect(person.locator("html")).toHaveAttribute("lang", "en");
    await expect(person.getByRole("option", { name: "Schweden" })).toHaveAttribute("lang", "de");
    await expect(person.getByRole("link", { name: "English" })).toBeVisible();
    await press(person, "Continue to fee and services");
    await expect(person.getByRole("heading", { name: "Fee and services" })).toBeVisible();
    await expect(person.getByText("Zwei Tage").first()).toHaveAttribute("lang", "de");
    await expect(person.getByText(/\d,00/).first()).toBeVisible();
    await person.getByRole("radio", { name: "Zwei Tage" }).check();
    await press(person, "Continue to payment");
    await expect(person.getByRole("heading", { name: "How do you want to pay?" })).toBeVisible();
  });

  await test.step("and so does the confirmation", async () => {
    await person.getByRole("radio", { name: /Card/ }).check();
    await press(person, "Pay EUR");
    await payWithCard(person, "4242 4242 4242 4242");
    await expect(person.getByRole("heading", { level: 1 })).toContainText("Greta", { timeout: 30_000 });
    await expect(async () => {
      expect(await newestMailTo(person, GRETA)).toContain("Guten Tag Greta, wir sehen uns in Aveiro.");
    }).toPass();
    const mail = await newestMailTo(person, GRETA);
    expect(mail).toContain("Bezahlt, Greta");
    expect(mail).toMatch(/Zwei Tage.*: \d+,\d\d/);
  });
});
