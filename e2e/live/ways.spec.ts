import { CONFERENCES } from "./conference-files";
import { expect, test } from "./fixtures";
import type { IndicoState } from "./indico";
import { lettersTo, waitForLetter } from "./mailbox";
import { ledgerOf } from "./money";
import { goToPayment, order, waitUntilPageSays } from "./person";
import { mirrorOf, openAtDesk, signIn } from "./staff";

const SHOWS_PAID = "Indico now shows you as paid.";

test("at the desk: Indico says paid when staff have taken the money, and present when they let them in", async ({
  page,
  browser,
  place,
  indico,
  staff,
}) => {
  const registrant = await indico.register(indico.dev.forms.main);
  await goToPayment(page, place, registrant, "Regular participant");
  await order(page, "At the desk in Trieste", "Order, and pay at the desk");
  await expect(page.getByRole("heading", { name: "Pay EUR 610.00 at the desk in Trieste" })).toBeVisible();
  await waitForLetter(place, registrant.email, "order-on-site");
  await expectNotPaid(registrant);

  const desk = await browser.newPage();
  await signIn(desk, place, staff);
  await openAtDesk(desk, place, registrant, CONFERENCES.main);
  await desk.getByRole("button", { name: "Money received" }).click();
  await expect(desk.getByText("The money is booked.")).toBeVisible();
  await waitUntilPageSays(page, SHOWS_PAID);
  expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: true, transactions_count: 1 });

  await desk.getByRole("button", { name: "Check in", exact: true }).click();
  await expect(desk.getByText("Checked in.")).toBeVisible();
  await expect.poll(async () => (await indico.state(registrant.registration_db_id)).checked_in).toBe(true);
  await desk.getByRole("button", { name: "Undo check-in" }).click();
  await expect.poll(async () => (await indico.state(registrant.registration_db_id)).checked_in).toBe(false);
  expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: true, transactions_count: 1 });
  await desk.close();

  async function expectNotPaid(who: IndicoState) {
    expect((await mirrorOf(place, who))?.want_paid).toBeNull();
    expect((await indico.state(who.registration_db_id)).is_paid).toBe(false);
  }
});

test("by transfer: a part is not enough, the rest makes Indico say paid", async ({
  page,
  browser,
  place,
  indico,
  staff,
}) => {
  const registrant = await indico.register(indico.dev.forms.main);
  await goToPayment(page, place, registrant, "Regular participant");
  await order(page, "Bank transfer", "Order, and pay by bank transfer");
  await expect(page.getByText("Awaiting your transfer")).toBeVisible();

  const desk = await browser.newPage();
  await signIn(desk, place, staff);
  await openAtDesk(desk, place, registrant, CONFERENCES.main);
  await desk.getByLabel("Amount, EUR").fill("600.00");
  await desk.getByRole("button", { name: "Transfer received" }).click();
  await expect(desk.getByText("The money is booked.")).toBeVisible();
  await waitUntilPageSays(page, "EUR 600.00 arrived, EUR 10.00 are missing.");
  expect((await mirrorOf(place, registrant))?.want_paid).toBeNull();
  expect((await indico.state(registrant.registration_db_id)).is_paid).toBe(false);

  await desk.getByRole("button", { name: "Transfer received" }).click();
  await expect(desk.getByText("The money is booked.")).toBeVisible();
  await waitUntilPageSays(page, SHOWS_PAID);
  expect(await ledgerOf(place, registrant.email)).toEqual([60_000, 1_000]);
  expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: true, transactions_count: 1 });
  await desk.close();
});

test("by purchase order: neither the request nor its approval makes Indico say paid, the institute's money does", async ({
  page,
  browser,
  place,
  indico,
  staff,
}) => {
  const registrant = await indico.register(indico.dev.forms.main);
  await goToPayment(page, place, registrant, "Regular participant");
  await page.getByRole("radio", { name: "My institute pays" }).check();
  await page.getByRole("textbox", { name: "Institute" }).fill("Institute of Waves");
  await page.getByLabel("Address on the invoice").fill("1 Quay, Porto");
  await page.getByLabel("E-mail of the office that pays").fill("accounts@example.org");
  await page.getByLabel("Order number").fill("PO-77");
  await page.getByRole("button", { name: "Order, and ask for approval" }).click();
  await expect(page.getByText("Waiting for approval")).toBeVisible();

  const desk = await browser.newPage();
  await signIn(desk, place, staff);
  await openAtDesk(desk, place, registrant, CONFERENCES.main);
  await desk.getByRole("button", { name: "Approve" }).click();
  await expect(desk.getByText("Approved.")).toBeVisible();
  await waitForLetter(place, registrant.email, "purchase-order-approved");
  expect((await indico.state(registrant.registration_db_id)).is_paid).toBe(false);

  await desk.getByRole("button", { name: "Transfer received" }).click();
  await waitUntilPageSays(page, SHOWS_PAID);
  expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: true, transactions_count: 1 });
  await desk.close();
});

test("free of charge: confirmed at once, and Indico says paid, since it asks a price", async ({
  page,
  place,
  indico,
}) => {
  const registrant = await indico.register(indico.dev.forms.main, { answers: { "Participant type": "Exhibitor" } });
  await goToPayment(page, place, registrant, "Sponsor's guest");
  await page.getByRole("button", { name: "Confirm your registration" }).click();
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
  await waitUntilPageSays(page, SHOWS_PAID);
  expect(await indico.state(registrant.registration_db_id)).toMatchObject({ is_paid: true, transactions_count: 1 });
  const letters = (await lettersTo(place, registrant.email)).map(({ letter }) => letter);
  expect(letters).toEqual(["verification-code", "registration-confirmed"]);
});
