import { DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const PAGE = `${DESK}/machines`;

test("an event app is connected, reads, is seen at the desk as it sees, and everything is sent again", async ({
  page,
  request,
}) => {
  await signIn(page, PAGE);
  await page.getByRole("link", { name: "Add an event app" }).click();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.getByLabel("Name (username)").fill("spotme");
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("Answer the question: yes, no, or I don’t know.")).toBeVisible();
  await expect(page.getByLabel("Name (username)")).toHaveValue("spotme");
  await page.getByRole("radio", { name: "No, it is not ticked" }).check();
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByText("Shown this once")).toBeVisible();
  const shown = (await page.getByRole("main").textContent()) ?? "";
  const password = /password([\w-]{32})/.exec(shown)?.[1] ?? "";

  const eventId = DESK.split("/").at(-1) ?? "";
  const params = { username: "spotme", password, eventId, utcModifiedDate: "utcModifiedDate" };
  const list = await request.get("/api/lenos/Person", { params });
  expect([list.status(), list.headers()["referrer-policy"]]).toEqual([200, "no-referrer"]);
  const { Header, Persons } = await list.json();
  expect(Header).toMatchObject({ Mode: "full", Count: Persons.length });
  const wire = await request.get("/api/lenos/Persons.xml", {
    params,
    headers: { "accept-encoding": "gzip", "if-none-match": list.headers().etag ?? "" },
  });
  expect([wire.status(), wire.headers()["content-encoding"]]).toEqual([200, "gzip"]);
  expect(await wire.text()).toContain(`<Count>${Persons.length}</Count>`);
  const plain = await request.get("/api/lenos/Person", { params, headers: { "accept-encoding": "identity" } });
  expect(plain.headers()["content-length"]).toBe(String((await plain.body()).length));
  const same = await request.get("/api/lenos/Person", {
    params,
    headers: { "if-none-match": list.headers().etag ?? "" },
  });
  expect(same.status()).toBe(304);
  expect((await request.head("/api/lenos/Person", { params })).status()).toBe(200);
  const unknown = await request.get("/api/lenos/Person/1", { params });
  expect([unknown.status(), (await unknown.json()).Error.Code]).toEqual([404, "unknown_resource"]);
  expect((await request.delete("/api/lenos/Person")).status()).toBe(405);
  expect((await (await request.get("/api/lenos/openapi.json")).json()).openapi).toBe("3.1.0");
  const token = await request.post("/api/lenos/Token", { form: { username: "spotme", password, eventId } });
  const { access_token } = await token.json();
  const event = await request.get("/api/lenos/Event", { headers: { authorization: `Bearer ${access_token}` } });
  expect((await event.json()).Event).toMatchObject({ EventCode: eventId, Published: true });

  await page.goto(PAGE);
  await expectNoAxeFindings(page);
  await page.getByRole("link", { name: "Change spotme" }).click();
  await expect(page.getByText("The app sends its password in the address.")).toBeVisible();
  await expectNoAxeFindings(page);
  await page.getByLabel("Overlap in seconds").fill("a while");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A whole number from 0 to 86400.")).toBeVisible();
  await page.getByLabel("Overlap in seconds").fill("600");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expectFitsNarrowScreen(page);

  await page.getByRole("link", { name: "What the app sees" }).click();
  await expectNoAxeFindings(page);
  await page.getByLabel("As").selectOption("xml");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText('<LenosResponse version="1">')).toBeVisible();
  await expectFitsNarrowScreen(page);

  await page.goto(`${PAGE}/apps/calls`);
  await expect(page.getByRole("row").filter({ hasText: "GET Person" }).first()).toContainText("password=…");
  await page.getByLabel("Only refused ones").check();
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("row").filter({ hasText: "method_not_allowed" })).not.toHaveCount(0);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);

  await page.goto(PAGE);
  await page.getByRole("button", { name: "Resend everything to the apps" }).click();
  await expect(page.getByRole("status")).toContainText("Everything goes to the apps again.");
  const again = await (await request.get("/api/lenos/Event", { params })).json();
  expect(again.Header.FeedEpoch).toBeGreaterThan(Header.FeedEpoch);
  await page.getByRole("link", { name: "Change spotme" }).click();
  await page.getByRole("button", { name: "End the access of spotme" }).click();
  await expect(page.getByRole("status")).toContainText("Its access is ended.");
  expect((await request.get("/api/lenos/Event", { params })).status()).toBe(401);
});
