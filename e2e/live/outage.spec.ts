import { CONFERENCES } from "./conference-files";
import { expect, test } from "./fixtures";
import { expectPaidOnce } from "./money";
import { choose, goToCardPage, open, paymentLinkOf, payWith, sendDetails, waitUntilPageSays } from "./person";
import { mirrorOf, openAtDesk, signIn } from "./staff";
import { Wire } from "./wire";

const SLUG = CONFERENCES.outage;
const SHOWS_PAID = "Indico now shows you as paid.";
const AMOUNT_MINOR = 12_000;

test.describe("the way to Indico", () => {
  let wire: Wire;
  test.beforeEach(({ place }) => {
    wire = new Wire(place, "outage");
  });
  test.afterEach(() => wire.cut());

  test("is cut while the person pays: the write waits, and is done when it is back", async ({
    page,
    place,
    indico,
  }) => {
    await wire.open();
    const registrant = await indico.register(indico.dev.forms.workshop);
    const link = await paymentLinkOf(place, SLUG, registrant.registration_db_id);
    await open(page, place, registrant, link);
    await expect(page.getByLabel("Given name")).toHaveValue(registrant.first_name);
    await sendDetails(page, "Portugal");
    await choose(page);
    await wire.cut();
    const checkoutId = await goToCardPage(page);
    await payWith(page, "4242424242424242");
    await expect(page.getByText("Paid and confirmed")).toBeVisible();
    await expect
      .poll(() => mirrorOf(place, registrant, SLUG))
      .toMatchObject({
        state: "to_write",
        reason: "unreachable",
      });
    await page.reload();
    await expect(page.getByText("Indico is told next")).toBeVisible();
    expect((await indico.state(registrant.registration_db_id)).is_paid).toBe(false);

    await wire.open();
    await waitUntilPageSays(page, SHOWS_PAID, 90_000);
    await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: AMOUNT_MINOR });
  });

  test("comes back when the person has withdrawn in Indico: the write is parked, and done once that is undone", async ({
    page,
    browser,
    place,
    indico,
    staff,
  }) => {
    await wire.open();
    const registrant = await indico.register(indico.dev.forms.workshop);
    await open(page, place, registrant, await paymentLinkOf(place, SLUG, registrant.registration_db_id));
    await sendDetails(page, "Portugal");
    await choose(page);
    await wire.cut();
    await goToCardPage(page);
    await payWith(page, "4242424242424242");
    await expect(page.getByText("Paid and confirmed")).toBeVisible();
    await indico.act("withdraw", registrant.registration_db_id);
    await wire.open();
    await waitUntilPageSays(page, "Indico could not be told that you paid.", 90_000);
    expect(await mirrorOf(place, registrant, SLUG)).toMatchObject({ state: "parked", reason: "withdrawn" });
    expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: false, state: "withdrawn" });

    await indico.act("restore", registrant.registration_db_id);
    const desk = await browser.newPage();
    await signIn(desk, place, staff);
    await openAtDesk(desk, place, registrant, SLUG);
    await desk.getByRole("button", { name: "Try Indico again" }).click();
    await expect(desk.getByText("Foyer tries again now.")).toBeVisible();
    await waitUntilPageSays(page, SHOWS_PAID);
    expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: true, transactions_count: 1 });
    await desk.close();
  });

  test("is cut from the beginning: the form is filled in by hand, paid, and Indico told when it is back", async ({
    page,
    place,
    indico,
  }) => {
    const registrant = await indico.register(indico.dev.forms.workshop);
    const link = await paymentLinkOf(place, SLUG, registrant.registration_db_id);
    await open(page, place, registrant, link);
    await expect(page.getByText("Indico does not answer.")).toBeVisible();
    await expect(page.getByLabel("Family name")).toHaveValue("");
    await page.getByLabel("Given name").fill("Grace");
    await page.getByLabel("Family name").fill(registrant.last_name);
    await sendDetails(page, "Portugal");
    await choose(page);
    const checkoutId = await goToCardPage(page);
    await payWith(page, "4242424242424242");
    await expect(page.getByText("Paid and confirmed")).toBeVisible();
    await expect(page.getByText("Indico has not answered yet.")).toBeVisible();
    expect((await mirrorOf(place, registrant, SLUG))?.state).toBe("not_linked");

    await wire.open();
    await waitUntilPageSays(page, SHOWS_PAID, 90_000);
    await expect(page.getByRole("heading", { name: /Grace/ })).toBeVisible();
    await expectPaidOnce({ place, indico }, registrant, { checkoutId, amountMinor: AMOUNT_MINOR });
  });

  test("is slow, five seconds a call: the person goes on by hand after three, the rest comes later", async ({
    page,
    place,
    indico,
  }) => {
    await wire.open(5_000);
    const registrant = await indico.register(indico.dev.forms.workshop, { firstName: "Ada" });
    const link = await paymentLinkOf(place, SLUG, registrant.registration_db_id);
    await open(page, place, registrant, link);
    await expect(page.getByText("Indico does not answer.")).toBeVisible({ timeout: 8_000 });
    await expect(async () => {
      await page.reload();
      await expect(page.getByLabel("Given name")).toHaveValue("Ada", { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
  });
});
