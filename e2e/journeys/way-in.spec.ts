import type { Page } from "@playwright/test";
import { codeFor, comeIn, linkOf, newestMailTo, press, shape } from "../fixtures/attendee";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

/** One registrant of the sandbox Indico for each test: they run side by side. */
const SIOBHAN = 2003;
const TANAKA = 2004;
const ZOE = 2006;
const AMARA = 2009;
const LINNEA = 2015;
const NIKOS = 2016;
const OLEKSANDR = 2020;

const code = (page: Page) => page.getByLabel("Six-digit code");
const proceed = (page: Page) => page.getByRole("button", { name: "Continue", exact: true }).filter({ visible: true });

test("from Indico's link to the filled-in form, and on with a correction", async ({ page }) => {
  test.slow(); // Axe examines four pages in two themes.
  const { link, email } = await linkOf(page, SIOBHAN);
  await page.goto(link);
  await expect(page).toHaveURL(/\/verify\/[2-9A-Z]{18}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("First, a quick check that it is you");
  await expect(page.getByRole("main")).toContainText("s•••••@example.org");
  await expect(page.getByText(email)).toHaveCount(0);
  await expectNoAxeFindings(page);

  const right = await codeFor(page, email);
  await code(page).fill(right === "000000" ? "000001" : "000000");
  await proceed(page).click();
  await expect(page.getByText("That code is not right. Four tries are left; or send a new code.")).toBeVisible();
  await expect(code(page)).toBeFocused();
  await expectNoAxeFindings(page);
  await code(page).fill("12");
  await proceed(page).click();
  await expect(page.getByText("A code has six digits.")).toBeVisible();
  await code(page).fill(`${right.slice(0, 3)} ${right.slice(3)}`);
  await proceed(page).click();

  await expect(page).toHaveURL(/\/r\/[2-9A-Z]{18}\/details$/);
  await expect(page.getByLabel("Given name")).toHaveValue("Siobhán");
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await expect(page.getByRole("radio", { name: "Gluten-free" })).toBeChecked();
  await expect(page.getByLabel("Given name")).toHaveAccessibleDescription(/from Indico/);
  await expectNoAxeFindings(page);

  await page.getByLabel("Country").selectOption("");
  await page.getByLabel("Mobile phone").fill("none");
  await page.getByRole("textbox", { name: "Affiliation" }).fill("Norðurhöfn Marine Institute");
  await press(page, "Continue to fee and services");
  await expect(page.getByRole("alert").filter({ hasText: "2 answers need you." })).toBeVisible();
  await expect(page.getByLabel("Country")).toHaveAccessibleDescription(/Choose a country/);
  await expect(page.getByLabel("Mobile phone")).toHaveValue("none");
  await expect(page.getByRole("textbox", { name: "Affiliation" })).toHaveValue("Norðurhöfn Marine Institute");
  await expect(page.getByText("changed by you. Indico says “Atlantic Observatory”")).toBeVisible();
  await expectNoAxeFindings(page);

  await page
    .getByRole("alert")
    .getByRole("link", { name: /Choose a country/ })
    .click();
  await expect(page.getByLabel("Country")).toBeFocused();
  await page.getByLabel("Country").selectOption("IS");
  await page.getByLabel("Mobile phone").fill("");
  await press(page, "Continue to fee and services");
  await expect(page).toHaveURL(/\/choose$/);

  // The link followed a second time lands where the person left off.
  await page.goto(link);
  await expect(page).toHaveURL(/\/choose$/);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the same way works, and nothing that was typed is lost", async ({ page }) => {
    const { link, email } = await linkOf(page, TANAKA);
    await page.goto(link);
    await code(page).fill("000000");
    await proceed(page).click();
    await expect(page.getByText(/That code is not right|six digits/)).toBeVisible();
    await code(page).fill(await codeFor(page, email));
    await proceed(page).click();
    await expect(page.getByLabel("Family name")).toHaveValue("田中");

    await page.getByLabel("Family name").fill("");
    await page.getByLabel("Position").fill("Lektor <b>&amp;</b>");
    await page.getByRole("radio", { name: "Halal" }).check();
    await page.getByLabel("Remarks").fill("one\ntwo");
    await press(page, "Continue to fee and services");
    await expect(page.getByText("One answer needs you.")).toBeVisible();
    await expect(page.getByLabel("Position")).toHaveValue("Lektor <b>&amp;</b>");
    await expect(page.getByRole("radio", { name: "Halal" })).toBeChecked();
    await expect(page.getByLabel("Remarks")).toHaveValue("one\ntwo");
    await page.getByLabel("Family name").fill("Tanaka");
    await press(page, "Continue to fee and services");
    await expect(page).toHaveURL(/\/choose$/);

    await page.goBack();
    await page.reload();
    await expect(page.getByText("changed by you. Indico says “田中”")).toBeVisible();
    await expect(page.getByRole("radio", { name: "Halal" })).toBeChecked();

    const own = page.url();
    await page.getByRole("button", { name: "Leave this browser" }).click();
    await expect(page).toHaveURL(/\/left$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("You have left this browser");
    await page.goto(own);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This registration opens with a code");
  });

  test("a file is sent with the form, kept beside an error, fetched as a download, and taken out", async ({ page }) => {
    await comeIn(page, AMARA);
    const file = page.getByLabel("Proof of enrolment");
    await file.setInputFiles({
      name: "page.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("<script>1</script>"),
    });
    await press(page, "Continue to fee and services");
    await expect(page.getByText("is no PDF, JPEG or PNG").first()).toBeVisible();

    await file.setInputFiles({ name: "enrolment é.pdf", mimeType: "text/html", buffer: Buffer.from("%PDF-1.7 proof") });
    await page.getByLabel("Given name").fill("");
    await press(page, "Continue to fee and services");
    await expect(page.getByText("One answer needs you.")).toBeVisible();
    const kept = page.getByRole("link", { name: "enrolment é.pdf" });
    const download = await page.request.get((await kept.getAttribute("href")) ?? "");
    expect(download.headers()).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": "attachment; filename*=UTF-8''enrolment%20%C3%A9.pdf",
      "x-content-type-options": "nosniff",
    });
    expect((await download.body()).toString()).toBe("%PDF-1.7 proof");

    await page.getByLabel("Given name").fill("Amarachi");
    await page.getByRole("button", { name: "Remove enrolment é.pdf" }).click();
    await expect(kept).toHaveCount(0);
    await expect(page.getByLabel("Given name")).toHaveValue("Amarachi");
  });
});

test("the whole way by the keyboard alone", async ({ page }) => {
  const { link, email } = await linkOf(page, ZOE);
  await page.goto(link);
  await tabTo(page, "Six-digit code");
  await page.keyboard.type(await codeFor(page, email));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/details$/);
  await tabTo(page, "Given name");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("Zoë");
  await tabTo(page, "Country");
  await page.keyboard.type("Iceland");
  await tabTo(page, "Vegan");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "Continue to fee and services");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/choose$/);
  await page.goto(page.url().replace("choose", "details"));
  await expect(page.getByLabel("Given name")).toHaveValue("Zoë");
  await expect(page.getByLabel("Country")).toHaveValue("IS");
  await expect(page.getByRole("radio", { name: "Halal" })).toBeChecked();
});

/** Presses Tab until the control of this name has the focus; fails where it cannot be reached. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByLabel(name, { exact: true }).or(page.getByRole("button", { name }));
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluateAll((controls) => controls.includes(document.activeElement as HTMLElement))) return;
  }
  throw new Error(`Tab does not reach “${name}”`);
}

test("a narrow phone, in Italian, with the one-time link of the mail", async ({ page, browser, baseURL }) => {
  const { link, email } = await linkOf(page, LINNEA);
  await page.goto(link);
  await expectFitsNarrowScreen(page);
  await page.getByRole("link", { name: "Italiano" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Prima, una breve verifica che sia Lei");
  await expectFitsNarrowScreen(page);

  const oneTime = /http\S+\/verify\/link\/[\w-]+/.exec(await newestMailTo(page, email))?.[0] ?? "";
  // A mail scanner opens it, and spends nothing.
  const scanner = await browser.newContext({ baseURL: baseURL ?? "" });
  expect((await scanner.request.get(oneTime)).status()).toBe(200);
  await scanner.close();
  await page.goto(oneTime);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.getByRole("button", { name: "Apri la mia iscrizione" }).click();
  await expect(page).toHaveURL(/\/details$/);
  await expect(page.getByLabel("Nome", { exact: true })).toHaveValue("Linnéa");
  await expectFitsNarrowScreen(page);
  await press(page, "Continua");
  await expect(page).toHaveURL(/\/choose$/);

  await page.goto(oneTime);
  await expect(page).toHaveURL(/\/verify\/over$/);
  await expectNoAxeFindings(page);
});

test("of two tabs the second is told that the first saved", async ({ page, context }) => {
  await comeIn(page, NIKOS);
  const second = await context.newPage();
  await second.goto(page.url());
  await page.getByLabel("Position").fill("Saved first");
  await press(page, "Continue to fee and services");
  await second.getByLabel("Position").fill("Typed second");
  await press(second, "Continue to fee and services");
  await expect(second.getByRole("alert").filter({ hasText: "saved in another tab" })).toBeVisible();
  await expect(second.getByLabel("Position")).toHaveValue("Typed second");
  await expectNoAxeFindings(second);
  await press(second, "Continue to fee and services");
  await expect(second).toHaveURL(/\/choose$/);
});

test("a link that is no link, and one of nobody", async ({ page }) => {
  await page.goto("/pay?codes=1.2.3");
  await expect(page).toHaveURL(/\/cannot-open$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We cannot open this link");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.goto("/r/nobody/details");
  await expect(page).toHaveURL(/\/cannot-open$/);
  const missing = await page.goto("/no-such-page");
  expect(missing?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page does not exist");
});

test("before the code nothing tells a stranger who is registered", async ({ page, playwright, baseURL }) => {
  const { link, email } = await linkOf(page, OLEKSANDR);
  const guess = link.replace(String(OLEKSANDR), "999999").replace(encodeURIComponent(email), "o.nobody%40example.org");
  const answers = await Promise.all(
    [link, guess].map(async (each) => {
      const stranger = await playwright.request.newContext({ baseURL: baseURL ?? "" });
      const request = await stranger.get(each, { maxRedirects: 0 });
      const answer = await stranger.get(request.headers().location ?? "");
      const body = await answer.text();
      expect(body).not.toMatch(/oleksandr|o\.nobody|Олександр/);
      const seen = [request.status(), shape(request.headers()), answer.status(), shape(answer.headers()), shape(body)];
      await stranger.dispose();
      return seen;
    }),
  );
  expect(answers[1]).toEqual(answers[0]);
});

const BLOCKED = [
  { dbId: 2012, title: "This registration was withdrawn", state: "withdrawn" },
  { dbId: 2013, title: "This registration is not approved yet", state: "pending" },
  { dbId: 2014, title: "This registration was not accepted", state: "rejected" },
  { dbId: 2008, title: "Indico already has this registration as paid", state: "paid in Indico" },
];

for (const { dbId, title, state } of BLOCKED) {
  test(`${state}: said clearly after the code, with what to do`, async ({ page }) => {
    await comeIn(page, dbId);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("heading", { name: "What to do" })).toBeVisible();
    await expectNoAxeFindings(page);
    await press(page, "Check again");
    await expect(page.getByRole("status")).toContainText("nothing has changed");
    await expectFitsNarrowScreen(page);
  });
}

const NOTHING_OPEN = [
  { path: "/left", title: "You have left this browser", why: "a session that was ended" },
  { path: "/verify/wait", title: "Too many links were followed from your network", why: "a network beyond its limit" },
];

for (const { path, title, why } of NOTHING_OPEN) {
  test(`${why}: said clearly, and how to come back`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("main")).toContainText("payment link");
    await expectFitsNarrowScreen(page);
    await expectNoAxeFindings(page);
  });
}

test("a session that ended by itself says so, and how to come back", async ({ page }) => {
  await page.goto("/session-over?of=ABCDEFGHJKMNPQRSTU");
  await expect(page.getByRole("button", { name: "Send me the code" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This page was open for too long");
  await expectFitsNarrowScreen(page);
  await expectNoAxeFindings(page);
});
