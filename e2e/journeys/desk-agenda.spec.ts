import { createAccount, DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const AGENDA = `${DESK}/agenda`;
const SET_UP = `${DESK}/set-up`;

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a manager adds a session with places of its own, copies it onto a shared quota, cancels and deletes", async ({
    page,
  }) => {
    await signIn(page, `${SET_UP}/quotas/new`, await createAccount("manager", "agenda.sessions@example.org"));
    await page.getByLabel("Name").fill("Seminar room");
    await page.getByLabel("Capacity").fill("18");
    await page.getByRole("button", { name: "Add the quota" }).click();

    await page.goto(AGENDA);
    await expect(page.getByRole("row", { name: /Datums that move/ })).toContainText("09:00–10:30");
    await expect(page.getByRole("row", { name: /programme committee/ })).toContainText("Not published");
    await page.getByRole("link", { name: "Add a session" }).click();
    await page.getByLabel("Title", { exact: true }).fill("Seminar on seiches");
    await page.getByLabel("Title, Italian").fill("Seminario sulle sesse");
    await page.getByLabel("Code").fill("seiches");
    await page.getByLabel("Tags").fill("Talks, Basins,");
    await page.getByLabel("Begins").fill("2031-06-03T11:00");
    await page.getByLabel("Ends").fill("2031-06-03T10:00");
    await page.getByLabel("Room (optional)").fill("Boathouse");
    await page.getByLabel("Places of its own").fill("forty");
    await page.getByLabel("Who books it").selectOption("app");
    await page.getByRole("button", { name: "Add the session" }).click();
    await expect(page.getByRole("alert").first()).toContainText("whole number of places");
    await page.getByLabel("Places of its own").fill("40");
    await page.getByLabel("So many may wait").fill("5");
    await page.getByRole("button", { name: "Add the session" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "It ends before it begins." })).toBeVisible();
    await expect(page.getByLabel("Tags")).toHaveValue("Talks, Basins,");
    await page.getByLabel("Ends").fill("2031-06-03T12:00");
    await page.getByRole("button", { name: "Add the session" }).click();
    await expect(page.getByRole("status")).toContainText("Saved");
    const row = page.getByRole("row", { name: /Seminar on seiches/ });
    await expect(row).toContainText("11:00–12:00");
    await expect(row).toContainText("0 of 40");

    // The room is one of the conference's now, and the session follows its new name.
    await page.getByRole("link", { name: "Rooms" }).first().click();
    await page.getByRole("link", { name: "Boathouse" }).click();
    await expect(page.getByText("Change these first, which name it: Seminar on seiches.")).toBeVisible();
    await page.getByLabel("Name").fill("Old boathouse");
    await page.getByLabel("Seats").fill("60");
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(page.getByRole("row", { name: /Old boathouse/ })).toContainText("60");
    await page.goto(`${AGENDA}?day=2031-06-03&is=bookable`);
    await expect(page.getByRole("row")).toHaveCount(2);
    await expect(row).toContainText("Old boathouse");

    await row.getByRole("link", { name: "Seminar on seiches" }).click();
    await expect(page.getByText("Nobody yet.")).toBeVisible();
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(page.getByLabel("Places of its own")).toHaveValue("40");
    await page.getByRole("link", { name: "Copy it" }).click();
    await expect(page.getByText("A copy of “Seminar on seiches”.")).toBeVisible();
    await page.getByLabel("Title", { exact: true }).fill("Seminar on surges");
    await page.getByLabel("Code").fill("surges");
    await page.getByLabel("Begins").fill("2031-06-02T11:00");
    await page.getByLabel("Ends").fill("2031-06-02T12:00");
    await page.getByLabel("Or places of a shared quota").selectOption({ label: "Seminar room (18 places)" });
    await page.getByRole("button", { name: "Add the session" }).click();
    await expect(page.getByRole("alert").first()).toContainText("not both");
    await page.getByLabel("Places of its own").fill("");
    await page.getByRole("button", { name: "Add the session" }).click();
    const titles = page.getByRole("row").filter({ hasText: "Seminar on" }).getByRole("link");
    await expect(titles).toHaveText(["Seminar on surges", "Seminar on seiches"]);

    await titles.last().click();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Cancelled").check();
    await page.getByRole("button", { name: "Save" }).last().click();
    await expect(row).toContainText("Cancelled");

    await page.goto(`${SET_UP}/quotas`);
    await page.getByRole("link", { name: "Seminar room" }).click();
    await expect(page.getByText("Change these first, which name it: Seminar on surges.")).toBeVisible();
    for (const [title, code] of [
      ["Seminar on surges", "surges"],
      ["Seminar on seiches", "seiches"],
    ] as const) {
      await page.goto(AGENDA);
      await page.getByRole("link", { name: title }).click();
      await page.getByRole("link", { name: "Edit" }).click();
      await page.getByLabel(`Type “${code}” to delete it`).fill(code);
      await page.getByRole("button", { name: "Delete this session" }).click();
      await expect(page.getByRole("status")).toContainText("Deleted");
    }
    await page.goto(`${SET_UP}/quotas`);
    await expect(page.getByRole("link", { name: "seiches" })).toHaveCount(0);
    await page.getByRole("link", { name: "Seminar room" }).click();
    await page.getByLabel("Type “Seminar room” to delete it").fill("Seminar room");
    await page.getByRole("button", { name: "Delete this quota" }).click();
    await expect(page.getByRole("status")).toContainText("Deleted");
    for (const [list, name] of [
      ["rooms", "Old boathouse"],
      ["tags", "Basins"],
    ] as const) {
      await page.goto(`${SET_UP}/${list}`);
      await page.getByRole("link", { name }).click();
      await page.getByLabel(`Type “${name}” to delete it`).fill(name);
      await page.getByRole("button", { name: /^Delete this/ }).click();
      await expect(page.getByRole("status")).toContainText("Deleted");
    }
  });

  test("a programme is looked at before it is taken; a wrong line is named", async ({ page }) => {
    await signIn(page, `${AGENDA}/import`, await createAccount("manager", "agenda.import@example.org"));
    const upload = async (name: string, text: string) => {
      await page.getByLabel("Programme").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
      await page.getByRole("button", { name: "Look at it first" }).click();
    };
    const head = "code,title,startsAt,endsAt,room";
    await upload("wrong.csv", `${head}\nread-in,Read in,tomorrow,2031-06-05 10:00,Annex\n`);
    await expect(page.getByRole("alert").filter({ hasText: "Line 2, startsAt" })).toContainText(
      "“tomorrow” is no time",
    );
    await upload("right.csv", `${head}\nread-in,Read in,2031-06-05 09:00,2031-06-05 10:00,Annex\n`);
    await expect(page.getByRole("status")).toContainText("1 new session");
    await page.getByRole("button", { name: "Take 1 session" }).click();
    await expect(page.getByRole("status")).toContainText("read in");
    await expect(page.getByRole("row", { name: /Read in/ })).toContainText("Annex");

    await page.goto(`${AGENDA}/import`);
    const calendar = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:read-in", "SUMMARY:Read in again"];
    const times = ["DTSTART:20310605T080000Z", "DTEND:20310605T090000Z", "END:VEVENT", "END:VCALENDAR"];
    await upload("again.ics", [...calendar, ...times].join("\r\n"));
    await expect(page.getByRole("definition").filter({ hasText: "Read in again" })).toBeVisible();
    await page.getByRole("button", { name: "Leave it" }).click();
    await expect(page.getByRole("status")).toHaveCount(0);

    await page.goto(AGENDA);
    await page.getByRole("link", { name: "Read in", exact: true }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Type “read-in” to delete it").fill("read-in");
    await page.getByRole("button", { name: "Delete this session" }).click();
    await expect(page.getByRole("status")).toContainText("Deleted");
  });

  test("Indico's timetable is looked at, and left", async ({ page }) => {
    await signIn(page, `${AGENDA}/import`, await createAccount("manager", "agenda.indico@example.org"));
    await page.getByRole("button", { name: "Read Indico's timetable" }).click();
    await expect(page.getByRole("status")).toContainText("3 new sessions");
    await page.getByText("New (3)").click();
    await expect(page.getByText("Basins and bays")).toBeVisible();
    await page.getByRole("button", { name: "Leave it" }).click();
    await expect(page.getByRole("status")).toHaveCount(0);
  });

  test("a registration is made a test person, and somebody's again", async ({ page }) => {
    await signIn(page, `${DESK}/registrations/new`, await createAccount("manager", "agenda.test-person@example.org"));
    await page.getByLabel("Given name").fill("App");
    await page.getByLabel("Family name").fill("Tester");
    await page.getByLabel("E-mail").fill("app.tester@example.org");
    await page.getByRole("button", { name: "Enter, and go on" }).click();
    await expect(page.getByRole("status")).toContainText("is entered");
    await page.goto(page.url().replace(/\/order\/.*/, ""));
    await page.getByRole("button", { name: "Make it a test person" }).click();
    await expect(page.getByRole("status")).toContainText("test person now");
    await page.getByRole("button", { name: "No test person any more" }).click();
    await expect(page.getByRole("status")).toContainText("somebody's registration again");
  });
});

test("the template is a table that can be read in; what would change and what is wrong are readable by all", async ({
  page,
}) => {
  await signIn(page, AGENDA, await createAccount("manager", "agenda.template@example.org"));
  const template = await page.request.get(`${AGENDA}/import/template.csv`);
  expect(await template.text()).toContain("code,title,description,startsAt");
  await page.goto(`${AGENDA}/import`);
  const file = { name: "programme.csv", mimeType: "text/csv", buffer: await template.body() };
  await page.getByLabel("Programme").setInputFiles(file);
  await page.getByRole("button", { name: "Look at it first" }).click();
  await expect(page.getByRole("status")).toContainText("1 new session");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  const wrong = { ...file, buffer: Buffer.from("title,startsAt,endsAt\nA,tomorrow,2031-06-05 10:00\n") };
  await page.getByLabel("Programme").setInputFiles(wrong);
  await page.getByRole("button", { name: "Look at it first" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was changed" })).toBeVisible();
  await expectNoAxeFindings(page);
});

test("a session's people are on its page and in its list as CSV", async ({ page }) => {
  await signIn(page, AGENDA);
  await page
    .getByRole("link", { name: /mareograms/ })
    .first()
    .click();
  await expect(page.getByText("Sold with").first()).toBeVisible();
  await page.getByRole("table").getByRole("link").first().waitFor();
  const csv = await page.request.get(`${new URL(page.url()).pathname}/people.csv`);
  expect(csv.headers()["content-disposition"]).toContain("attachment");
  expect(await csv.text()).toContain("Last name");
});

test("every page of the agenda is readable by all and fits a telephone", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, AGENDA);
  const session = await page
    .getByRole("main")
    .getByRole("table")
    .first()
    .getByRole("link")
    .first()
    .getAttribute("href");
  await page.goto(String(session));
  const edit = await page.getByRole("link", { name: "Edit" }).getAttribute("href");
  for (const path of [AGENDA, String(session), String(edit), `${SET_UP}/sessions/new`, `${AGENDA}/import`]) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(path);
    await expectNoAxeFindings(page);
    await expectFitsNarrowScreen(page);
  }
});
