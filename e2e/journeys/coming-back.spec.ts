import { codeFor, comeIn, newestMailTo, press, register, shape } from "../fixtures/attendee";
import { chooseTwoDays } from "../fixtures/checkout";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const WIDE = { width: 1280, height: 800 };
/** Staff typed her in: Indico does not know her. She has paid. */
const ELIN = "elin.strand@example.org";
const STRANGER = "ABCDEFGHJKMNPQRSTU";

test("from the button of a mail, in a browser that was never here, to the paid registration", async ({ page }) => {
  const own = /http\S+\/r\/[2-9A-Z]{18}/.exec(await newestMailTo(page, ELIN))?.[0] ?? "";
  await page.goto(`${own}/receipt.pdf`);
  await expect(page).toHaveURL(own);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This registration opens with a code");
  await expect(page.getByText(/elin|strand/i)).toHaveCount(0);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
  await page.getByRole("button", { name: "Send me the code" }).click();

  await expect(page).toHaveURL(/\/verify\/[2-9A-Z]{18}$/);
  await expect(page.getByText(/elin|strand|•/i)).toHaveCount(0);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await expect(async () => expect(await newestMailTo(page, ELIN)).toMatch(/\b\d{6}\b\s/)).toPass();
  const code = await codeFor(page, ELIN);
  await page.getByLabel("Six-digit code").fill(code === "000000" ? "000001" : "000000");
  await press(page, "Continue");
  await expect(page.getByText("That code is not right. Four tries are left")).toBeVisible();
  await page.getByLabel("Six-digit code").fill(code);
  await press(page, "Continue");
  await expect(page).toHaveURL(own);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("See you in Aveiro, Elin.");
});

test("an address of nobody's shows the same pages", async ({ page, playwright, baseURL }) => {
  const own = /\/r\/[2-9A-Z]{18}/.exec(await newestMailTo(page, "g.ferraro@example.org"))?.[0] ?? "";
  const seen = [own, `/r/${STRANGER}`].map(async (path) => {
    const stranger = await playwright.request.newContext({ baseURL: baseURL ?? "" });
    const headers = { origin: baseURL ?? "", "sec-fetch-site": "same-origin" };
    const offer = await stranger.get(path);
    const ask = await stranger.post(`${path}/code`, { headers, maxRedirects: 0 });
    const verify = await stranger.get(ask.headers().location ?? "");
    const wrong = await stranger.post(`${ask.headers().location}/code`, { headers, form: { code: "000000" } });
    const shapes = [offer, ask, verify, wrong].map(async (answer) => [
      answer.status(),
      shape(answer.headers()),
      shape(await answer.text()),
    ]);
    return Promise.all(shapes).finally(() => stranger.dispose());
  });
  const [known, unknown] = await Promise.all(seen);
  expect(unknown).toEqual(known);
});

for (const { way, title } of [
  { way: "Bank transfer", title: /^Send EUR/ },
  { way: "Card", title: /^Pay by card/ },
]) {
  test(`of two tabs the one with the old sum orders nothing: ${way}`, async ({ page, context }) => {
    await page.goto("/sandbox/indico/register");
    const email = `nora.${way.split(" ")[0]?.toLowerCase()}@example.org`;
    const number = await register(page, "Tabb", email);
    await comeIn(page, number);
    await page.getByLabel("Country").selectOption("SE");
    await press(page, "Continue to fee and services");
    await chooseTwoDays(page);
    const second = await context.newPage();
    await second.goto(page.url().replace(/pay$/, "choose"));
    await second.getByRole("checkbox", { name: "Conference dinner" }).check();
    await press(second, "Continue to payment");
    await expect(second).toHaveURL(/\/pay$/);

    await page.getByRole("radio", { name: way }).check();
    const order = page.getByRole("button", { name: /^(Pay EUR|Order)/ }).filter({ visible: true });
    await order.click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(
      "The order changed in another tab; look again.",
    );
    const sum = await second.getByText(/EUR \d+\.\d\d, held/).textContent();
    await expect(page.getByText(sum ?? "")).toBeVisible();
    await expectNoAxeFindings(page);
    await order.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });
}
