import { CONFERENCES } from "./conference-files";
import { expect, test } from "./fixtures";
import { choose, goToCardPage, open, order, paymentLinkOf, payWith, sendDetails, waitUntilPageSays } from "./person";
import { playCron } from "./play-cron";
import { foyer } from "./portal";
import { mirrorOf, openAtDesk, signIn } from "./staff";
import { Wire } from "./wire";

const SLUG = CONFERENCES.cron;

test("Indico's timed procedure records payment and presence; run again it changes nothing more", async ({
  page,
  browser,
  place,
  indico,
  staff,
}) => {
  const wire = new Wire(place, "cron");
  await wire.open();
  const [paying, waiting] = [
    await indico.register(indico.dev.forms.workshop),
    await indico.register(indico.dev.forms.workshop),
  ];
  await open(page, place, waiting, await paymentLinkOf(place, SLUG, waiting.registration_db_id));
  await sendDetails(page, "Portugal");
  await choose(page);
  await order(page, "At the desk in Trieste", "Order, and pay at the desk");
  await expect(page.getByText("at the desk in Trieste").first()).toBeVisible();
  await open(page, place, paying, await paymentLinkOf(place, SLUG, paying.registration_db_id));
  await sendDetails(page, "Portugal");
  await choose(page);
  // Foyer cannot reach Indico any more: the timed procedure, which can, is the only way.
  await wire.cut();
  await goToCardPage(page);
  await payWith(page, "4242424242424242");
  await expect(page.getByText("Paid and confirmed")).toBeVisible();
  const desk = await browser.newPage();
  await signIn(desk, place, staff);
  await openAtDesk(desk, place, paying, SLUG);
  await desk.getByRole("button", { name: "Check in", exact: true }).click();
  await expect(desk.getByText("Checked in.")).toBeVisible();

  const made = await foyer(place, [
    "credential",
    "create",
    "--kind",
    "indico-cron",
    "--name",
    `cron-${process.pid}`,
    "--conference",
    SLUG,
  ]);
  const secret = /once: (\S+)/.exec(made)?.[1] ?? "";

  const first = await playCron(place, secret, null);
  expect(first.written).toBeGreaterThanOrEqual(2);
  expect(listedOf(first.listed, paying.registration_db_id)).toMatchObject({
    paid: true,
    amount: "120.00",
    currency: "USD",
    method: "card",
    checkedIn: true,
  });
  expect(listedOf(first.listed, waiting.registration_db_id)).toMatchObject({ paid: false, checkedIn: null });
  const recorded = { is_paid: true, checked_in: true, transactions_count: 1 };
  expect(await indico.state(paying.registration_db_id)).toMatchObject(recorded);
  expect(await indico.state(waiting.registration_db_id)).toMatchObject({ is_paid: false, checked_in: false });

  const sinceThen = await playCron(place, secret, first.next);
  expect(sinceThen).toEqual({ listed: [], written: 0, next: first.next });
  const fromTheBeginning = await playCron(place, secret, null);
  expect(fromTheBeginning.written).toBe(0);
  expect(await indico.state(paying.registration_db_id)).toMatchObject(recorded);

  await test.step("when Foyer reaches Indico again, it finds all done and writes nothing", async () => {
    await wire.open();
    await waitUntilPageSays(page, "Indico now shows you as paid.", 90_000);
    expect(await mirrorOf(place, paying, SLUG)).toMatchObject({ state: "in_step" });
    expect(await indico.state(paying.registration_db_id)).toMatchObject(recorded);
    await wire.cut();
  });
  await desk.close();
});

function listedOf<Row extends { registrationDbId: number }>(listed: Row[], registrationDbId: number): Row | undefined {
  return listed.findLast((row) => row.registrationDbId === registrationDbId);
}
