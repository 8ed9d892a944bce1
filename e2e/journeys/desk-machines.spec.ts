import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const PAGE = `${DESK}/machines`;

test("an application gets a key, calls with it, and is found in the log; a call is tried; its access is ended", async ({
  page,
  request,
}) => {
  await signIn(page, PAGE);
  await expectNoAxeFindings(page);
  await page.getByRole("link", { name: "Add an application" }).click();
  await expectNoAxeFindings(page);
  await page.getByLabel("Name").fill("website");
  await page.getByLabel("Hosts of pages that use it").fill("https://pco.example");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("“https://pco.example” is no host")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("website");
  await page.getByLabel("Hosts of pages that use it").fill("*.pco.example\npco.example");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("Shown this once")).toBeVisible();
  await expectNoAxeFindings(page);
  const key = (await page.getByRole("main").textContent())?.match(/foyer_[\w-]{43}/)?.[0] ?? "";
  await page.reload();
  await expect(page.getByText("It was shown already")).toBeVisible();

  await page.goto(PAGE);
  const eventId = /event number there is (\d+)/.exec((await page.getByRole("main").textContent()) ?? "")?.[1] ?? "";
  const types = { method: "getParticipationTypes", api_key: key, v: "1.0", fr_id: eventId };
  const answer = await request.post("/site/CRTeamraiserAPI;jsessionid=a1.n1", { form: types });
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "text/xml; charset=UTF-8"]);
  expect(await answer.text()).toContain("<participationType>");
  const organisation = await request.get("/foyer/site/CRTeamraiserAPI", { params: { ...types, fr_id: "999999" } });
  expect([organisation.status(), await organisation.text()]).toEqual([403, expect.stringContaining("<code>2750<")]);
  const preflight = await request.fetch("/site/CRConsAPI", {
    method: "OPTIONS",
    headers: { origin: "https://pco.example" },
  });
  expect([preflight.status(), preflight.headers()["access-control-allow-origin"]]).toEqual([
    204,
    "https://pco.example",
  ]);
  expect((await request.delete("/site/CRTeamraiserAPI", { params: types })).status()).toBe(405);
  expect((await request.get("/site/Nothing")).status()).toBe(404);

  await page.getByRole("link", { name: "Log of calls" }).click();
  await expect(page.getByRole("row").filter({ hasText: "2750" })).toContainText("getParticipationTypes");
  await page.getByLabel("Code").selectOption("failed");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("row").filter({ hasText: "fine" })).toHaveCount(0);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);

  await page.goto(`${PAGE}/try`);
  await page.getByRole("button", { name: "Fill in an empty document" }).click();
  await expect(page.getByLabel("Registration document")).toHaveValue(/<consId xsi:nil="true"\/>/);
  await page.getByLabel("Method").selectOption("getParticipationTypes");
  await page.getByLabel("Registration document").fill("<a>4111 1111 1111 1111</a>");
  await page.getByRole("button", { name: "Send it" }).click();
  await expect(page.getByText("It was taken.")).toBeVisible();
  await expect(page.getByLabel("Registration document")).toHaveValue(/>\*{12}1111<\/a>$/);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);

  await page.goto(PAGE);
  await page.getByRole("link", { name: "Change website" }).click();
  await expectNoAxeFindings(page);
  await page.getByLabel("May list participants").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(page.getByText("may list participants")).toBeVisible();
  await page.getByRole("link", { name: "Change website" }).click();
  await page.getByRole("button", { name: "New secret" }).click();
  await expect(page.getByText("Shown this once")).toBeVisible();
  expect((await request.post("/site/CRTeamraiserAPI", { form: types })).status()).toBe(200);
  await page.goto(PAGE);
  await expect(page.getByText("Two secrets are right.")).toBeVisible();
  await expectFitsNarrowScreen(page);
  await page.getByRole("link", { name: "Change website" }).click();
  await page.getByRole("button", { name: "End the older secret" }).click();
  await expect(page.getByRole("status")).toContainText("right no longer");
  expect(await (await request.post("/site/CRTeamraiserAPI", { form: types })).text()).toContain("<code>2<");
  await page.getByRole("link", { name: "Change website" }).click();
  await page.getByRole("button", { name: "End the access of website" }).click();
  await expect(page.getByRole("status")).toContainText("ended");
  await expect(page.getByRole("link", { name: "Change website" })).toHaveCount(0);
});

test("two who change one machine at once: the second is told, and nothing is lost", async ({ page }) => {
  await signIn(page, `${PAGE}/new?kind=server`);
  await page.getByLabel("Name (login_name)").fill("desk-system");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.goto(PAGE);
  await expect(page.getByText("no address: nobody may use it")).toBeVisible();
  await page.getByRole("link", { name: "Change desk-system" }).click();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel("Addresses from which it calls").fill("10.0.0.0/8");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("status")).toContainText("Saved");
  await other.close();
  await page.getByLabel("Addresses from which it calls").fill("192.0.2.7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Somebody changed this machine" })).toBeVisible();
  await expect(page.getByLabel("Addresses from which it calls")).toHaveValue("192.0.2.7");
});
