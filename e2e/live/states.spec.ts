import { query } from "./database";
import { expect, test } from "./fixtures";
import type { IndicoState } from "./indico";
import { lettersTo } from "./mailbox";
import { open, openLink, paymentLink } from "./person";
import type { Place } from "./places";

test("withdrawn: said after the code; put back in Indico, the way is open again", async ({ page, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.main);
  await indico.act("withdraw", registrant.registration_db_id);
  await open(page, place, registrant);
  await expect(page.getByRole("heading", { name: "This registration was withdrawn" })).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByText("nothing has changed")).toBeVisible();
  await indico.act("restore", registrant.registration_db_id);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("heading", { name: "Your details" })).toBeVisible();
});

test("pending: said after the code; approved in Indico, the way is open", async ({ page, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.moderated);
  expect(registrant.state).toBe("pending");
  await open(page, place, registrant);
  await expect(page.getByRole("heading", { name: "This registration is not approved yet" })).toBeVisible();
  await indico.act("approve", registrant.registration_db_id);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("heading", { name: "Your details" })).toBeVisible();
});

test("rejected: said after the code", async ({ page, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.moderated);
  await indico.act("reject", registrant.registration_db_id);
  await open(page, place, registrant);
  await expect(page.getByRole("heading", { name: "This registration was not accepted" })).toBeVisible();
});

test("paid in Indico already: said after the code", async ({ page, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.main);
  await indico.markPaid(registrant);
  await open(page, place, registrant);
  await expect(page.getByRole("heading", { name: "Indico already has this registration as paid" })).toBeVisible();
});

test("price zero in Indico: said before the form, which is open all the same", async ({ page, place, indico }) => {
  const invited = indico.dev.registrations["zero-price"] as IndicoState;
  await open(page, place, invited);
  await expect(page.getByRole("heading", { name: "Indico asks no fee of you" })).toBeVisible();
  await page.getByRole("link", { name: "Go on to your details" }).click();
  await expect(page.getByLabel("Given name")).toHaveValue(invited.first_name);
});

test("deleted after it was opened: said at the next look", async ({ page, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.moderated);
  await open(page, place, registrant);
  await indico.act("delete", registrant.registration_db_id);
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("heading", { name: "This registration is no longer in Indico" })).toBeVisible();
});

test.describe("no mail, and the same page, for a link that", () => {
  const strangers: { name: string; link: (registrant: IndicoState, place: Place) => Promise<string> }[] = [
    {
      name: "names a deleted registration",
      link: async ({ registration_db_id }, { indico, portalUrl }) => {
        const link = await paymentLink({ indico, portalUrl }, registration_db_id);
        await indico.act("delete", registration_db_id);
        return link;
      },
    },
    {
      name: "names a registration that Indico never had",
      link: async ({ email, event_id, form_id }, { portalUrl }) =>
        `${portalUrl}/pay?codes=${event_id}.7.99999999.${form_id}|${encodeURIComponent(email)}`,
    },
    {
      name: "names another event's registration",
      link: async ({ event_id, form_id }, { indico, portalUrl }) => {
        const other = indico.dev.registrations["workshop-unpaid-usd"] as IndicoState;
        const codes = [event_id, other.friendly_id, other.registration_db_id, form_id].join(".");
        return `${portalUrl}/pay?codes=${codes}|${other.email}`;
      },
    },
    {
      name: "has another form of ours",
      link: async ({ event_id, registration_db_id, friendly_id, email }, { indico, portalUrl }) =>
        `${portalUrl}/pay?codes=${event_id}.${friendly_id}.${registration_db_id}.${indico.dev.forms.moderated}|${encodeURIComponent(email)}`,
    },
    {
      name: "has an address of one's own",
      link: async ({ event_id, form_id, registration_db_id, friendly_id }, { portalUrl }) =>
        `${portalUrl}/pay?codes=${event_id}.${friendly_id}.${registration_db_id}.${form_id}|nosy%40example.org`,
    },
  ];

  for (const { name, link } of strangers) {
    test(name, async ({ page, place, indico }) => {
      // Before it, so that it cannot be mistaken for a letter of an earlier run.
      const registrant = await indico.register(indico.dev.forms.main);
      const requestId = await openLink(page, await link(registrant, place));
      await expect
        .poll(async () => {
          const [request] = await query<{ state: string }>(
            place,
            "SELECT state FROM link_request WHERE public_id = $1",
            [requestId],
          );
          return request?.state;
        })
        .toBe("refused");
      for (const address of [registrant.email, "nosy@example.org", "wim@example.org"])
        expect(await lettersTo(place, address)).toEqual([]);
    });
  }
});

test("another registrant's number is noticed where Indico shows it; no letter leaves the registrant's own mailbox", async ({
  page,
  place,
  indico,
}) => {
  const registrant = await indico.register(indico.dev.forms.main);
  const { event_id, form_id, registration_db_id, friendly_id, email } = registrant;
  const codes = [event_id, friendly_id + 1, registration_db_id, form_id].join(".");
  const requestId = await openLink(page, `${place.portalUrl}/pay?codes=${codes}|${encodeURIComponent(email)}`);
  // The check-in API of 3.3 does not show the number.
  await expect.poll(() => requestState(place, requestId)).toBe(indico.hasCheckinApi ? "sent" : "refused");
});

test("a link to an event that is not ours says one thing", async ({ page, place }) => {
  await page.goto(`${place.portalUrl}/pay?codes=999.1.2.3|anna.rossi%40example.org`);
  await expect(page.getByRole("heading", { name: "We cannot open this link" })).toBeVisible();
});

async function requestState(place: Place, requestId: string): Promise<string | undefined> {
  const statement = "SELECT state FROM link_request WHERE public_id = $1";
  const [request] = await query<{ state: string }>(place, statement, [requestId]);
  return request?.state;
}
