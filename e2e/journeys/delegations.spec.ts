import type { APIRequestContext, Page } from "@playwright/test";
import { DESK, foyer, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const WIDE = { width: 1280, height: 800 };

async function expectGood(page: Page): Promise<void> {
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.setViewportSize(WIDE);
}

async function makeKey(): Promise<string> {
  const said = await foyer(["credential", "create", "--kind", "convio-client", "--name", "delegations-spec"]);
  const key = /shown this once: (\S+)/.exec(said)?.[1];
  if (!key) throw new Error(said);
  return key;
}

/** Registers two people with a team's name, as a client of the Convio dialect does. */
async function registerTeam(request: APIRequestContext, apiKey: string, teamName: string): Promise<void> {
  const call = (method: string, more: Record<string, string>) =>
    request.post("/site/CRTeamraiserAPI", {
      form: { method, api_key: apiKey, v: "1.0", response_format: "json", ...more },
    });
  const types = await (await call("getParticipationTypes", { fr_id: "1" })).json();
  const listed = [types.getParticipationTypesResponse.participationType].flat() as { id: string; name: string }[];
  const partTypeId = listed.find(({ name }) => name.startsWith("Two days"))?.id ?? listed[0]?.id;
  const person = (firstName: string) => ({
    ...{ partTypeId, firstName, lastName: "Delegate", email: `${firstName}.delegate@example.org`.toLowerCase() },
    waiverAccepted: "true",
  });
  const document = {
    processRegistrationRequest: {
      ...{ eventId: "1", paymentType: "CASH", teamName },
      ...{ primaryRegistration: person("Lea"), secondaryRegistration: [person("Max")] },
    },
  };
  const answer = await call("processRegistration", { registration_document: JSON.stringify(document) });
  expect(await answer.json(), "registered").toHaveProperty("processRegistrationResponse");
}

test("a delegation is formed by another machine; staff rename it, choose its leader and take somebody out", async ({
  page,
  request,
}) => {
  test.slow(); // examined page by page
  await signIn(page, `${DESK}/delegations`);
  await expect(page.getByText("No delegations yet")).toBeVisible();
  await page.goto(`${DESK}/set-up/conference`);
  await page.getByLabel("People may form delegations").check();
  await page.getByLabel("Most members of one").fill("5");
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await expect(page.getByLabel("People may form delegations")).toBeChecked();

  await registerTeam(request, await makeKey(), "Delegation Zagreb");
  await page.goto(`${DESK}/delegations`);
  await expect(page.getByText("2 of 5")).toBeVisible();
  await expectGood(page);
  await page.getByRole("link", { name: "Delegation Zagreb" }).click();
  await expect(page.getByText("Lea Delegate (leader)")).toBeVisible();
  await expectGood(page);

  await page.getByLabel("Name").fill("…");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByLabel("Name"), "what was typed stays").toHaveValue("…");
  await expect(page.getByText("Give a name with a letter or a digit").first()).toBeVisible();
  await page.getByLabel("Name").fill("Zagreb and Split");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Zagreb and Split");
  await page.getByRole("button", { name: "Make leader: Max Delegate" }).click();
  await expect(page.getByText("Max Delegate (leader)")).toBeVisible();
  await page.getByRole("button", { name: "Take out: Lea Delegate" }).click();
  await expect(page.getByText("Taken out.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Lea Delegate" })).toHaveCount(0);
});
