import { readFileSync } from "node:fs";
import { CONFERENCES } from "./conference-files";
import { expect, test } from "./fixtures";
import { choose, goToCardPage, open, payWith, sendDetails } from "./person";
import { foyer } from "./portal";
import { mirrorOf } from "./staff";

/** The payment texts that docs/indico.md gives organisers to paste. */
const TEXTS = [...readFileSync("docs/indico.md", "utf8").matchAll(/```(html|markdown)\n(.+?)\n```/g)].map(
  ([, language, text]) => ({ language, text: text ?? "" }),
);

/** One after the other: an event has one payment text. */
test.describe
  .serial("docs/indico.md", () => {
    let before: string;
    test.beforeAll(async ({ place: { indico } }) => {
      expect(TEXTS.map(({ language }) => language)).toEqual(["html", "markdown", "html"]);
      before = await indico.paymentTemplate(indico.dev.events.workshop);
    });
    test.afterAll(async ({ place: { indico } }) => {
      await indico.paymentTemplate(indico.dev.events.workshop, before);
    });

    TEXTS.forEach(({ language, text }, index) => {
      test(`text ${index + 1} (${language}): Indico shows its link, and the link opens the registration`, async ({
        page,
        place,
        indico,
      }) => {
        const pasted = text
          .replace("https://pay.example.org", place.portalUrl)
          .replace("/my-conference", `/${CONFERENCES.free}`);
        await indico.paymentTemplate(indico.dev.events.workshop, pasted);
        const registrant = await indico.register(indico.dev.forms.workshop_free);
        const { html, link } = await indico.paymentText(registrant.registration_db_id);
        expect(html).toContain("<a href=");
        await open(page, place, registrant, link.href);
        await expect(page.getByRole("heading", { name: "Indico asks no fee of you" })).toBeVisible();

        const tested = await foyer(place, ["indico", "test", CONFERENCES.free]).catch(
          (refused: Error) => refused.message,
        );
        expect(tested).not.toContain("no link to this portal");
      });
    });

    test("the test of the connection finds what is missing: the link, and a price above zero", async ({
      place,
      indico,
    }) => {
      await indico.paymentTemplate(indico.dev.events.workshop, "IBAN PT50 0002 0123 1234 5678 9015 4");
      const refused = await foyer(place, ["indico", "test", CONFERENCES.free]).catch((error: Error) => error.message);
      expect(refused).toContain(indico.hasCheckinApi ? "with the check-in API" : "Indico before 3.3");
      expect(refused).toContain("The Bank Transfer text has no link to this portal.");
      expect(refused).toContain("A nominal price is enough.");
    });
  });

test("a form that costs nothing in Indico: paid here, and nothing to write there", async ({ page, place, indico }) => {
  const registrant = await indico.register(indico.dev.forms.workshop_free);
  await open(page, place, registrant);
  await page.getByRole("link", { name: "Go on to your details" }).click();
  await sendDetails(page, "Portugal");
  await choose(page);
  await goToCardPage(page);
  await payWith(page, "4242424242424242");
  await expect(page.getByText("Paid and confirmed")).toBeVisible();
  await expect(page.getByText("Indico asks no fee of you, so it has no payment to show")).toBeVisible();
  expect(await mirrorOf(place, registrant), "nothing is wished").toMatchObject({ state: "in_step" });
  expect((await indico.state(registrant.registration_db_id)).is_paid).toBe(false);
});
