import type { Page } from "@playwright/test";
import { plainFile } from "./conference-files";
import { expect, test } from "./fixtures";
import { importConference } from "./portal";
import { signIn } from "./staff";

const SLUG = "tested-tie";
/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:9";

type Tie = { url?: string; eventId?: number; formId?: number; token?: string };

/** Saves the tie as staff type it, and presses "Test it". */
async function testTie(page: Page, tie: Tie): Promise<void> {
  if (tie.url) await page.getByLabel("Address of Indico").fill(tie.url);
  if (tie.eventId) await page.getByLabel("Event number").fill(String(tie.eventId));
  if (tie.formId) await page.getByLabel("Registration form number").fill(String(tie.formId));
  if (tie.token) await page.getByLabel("Token", { exact: false }).first().fill(tie.token);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(page.getByText("The connection"), "what was found before says nothing of this").toHaveCount(0);
  await page.getByRole("button", { name: "Test it" }).click();
}

test("staff test the tie to Indico on its page: all well when it is right, and for each fault what to mend", async ({
  page,
  place,
  indico,
  staff,
}) => {
  test.slow(); // nine ties, each saved and tried
  const { eventId, formId } = await indico.makeEvent("The test of the connection");
  try {
    const { token, token_no_scope, token_registrants_only, token_outsider } = indico.dev.tokens;
    await importConference(place, plainFile(SLUG, "EUR", { url: indico.baseUrl, token, eventId, formId }));
    await signIn(page, place, staff);
    await page.goto(`${place.portalUrl}/admin/c/${SLUG}/set-up/indico`);
    const pasted = await page.getByLabel("HTML to paste").inputValue();
    const says = (words: string) => expect(page.getByRole("listitem").filter({ hasText: words })).toBeVisible();
    const tie = { url: indico.baseUrl, eventId, formId, token };

    await testTie(page, tie);
    await expect(page.getByText("The connection does not work yet.")).toBeVisible();
    await says("Bank Transfer is not enabled for the event.");
    await says("The form costs nothing in Indico");

    await indico.setPrice({ eventId, formId }, "120");
    await indico.offerTransfer(eventId, "By transfer.");
    await testTie(page, tie);
    await says("The Bank Transfer text has no link to this portal.");
    await expect(page.getByText("The form costs nothing in Indico")).toHaveCount(0);

    await indico.offerTransfer(eventId, pasted);
    await testTie(page, tie);
    await expect(page.getByText("The connection works.")).toBeVisible();
    await says(indico.hasCheckinApi ? "Connected by the check-in API." : "Connected; this Indico is before 3.3.");

    const faults: { tie: Tie; words: string }[] = [
      { tie: { token: "indp_nobody_made_this_token_in_this_indico" }, words: "Indico does not know the token." },
      { tie: { token: token_no_scope }, words: "The token lacks the scope “registrants”." },
      { tie: { token: token_outsider }, words: "may not manage the event's registrations" },
      { tie: { token, formId: 999_999 }, words: `The event has no form 999999. It has: ${formId} (Registration).` },
      { tie: { eventId: 999_999 }, words: "Indico has no event 999999." },
      { tie: { ...tie, url: `${place.portalUrl}/health` }, words: "What answers is not Indico." },
      { tie: { ...tie, url: NOWHERE }, words: "Indico does not answer." },
    ];
    for (const fault of faults) {
      await testTie(page, { ...tie, ...fault.tie });
      await expect(page.getByText("The connection does not work yet.")).toBeVisible();
      await says(fault.words);
    }

    await testTie(page, { ...tie, token: token_registrants_only });
    if (indico.hasCheckinApi) {
      await expect(page.getByText("The connection works.")).toBeVisible();
    } else {
      await says("Indico before 3.3 needs the scope “full:everything” to be told “paid”.");
      await expect(page.getByText("The connection does not work yet.")).toBeVisible();
    }
    await says("The token may not read the form's price.");
  } finally {
    await indico.deleteEvent(eventId);
  }
});
