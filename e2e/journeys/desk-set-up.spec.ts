import { readFileSync } from "node:fs";
import { createAccount, DESK, signIn } from "../fixtures/staff";
import { expect, expectFitsNarrowScreen, expectNoAxeFindings, test } from "../fixtures/test";

const SET_UP = `${DESK}/set-up`;

test("a manager edits the set-up, words a mail and imports a file after a look at it", async ({ page }) => {
  await signIn(page, SET_UP, await createAccount("manager", "set-up.manager@example.org"));
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);

  for (const part of ["conference", "payment", "texts", "languages", "indico", "file"]) {
    await page.goto(`${SET_UP}/${part}`);
    await expectNoAxeFindings(page);
    await expectFitsNarrowScreen(page);
  }

  await page.goto(`${SET_UP}/payment`);
  const iban = page.getByLabel("IBAN");
  const before = await iban.inputValue();
  await iban.fill(`${before.slice(0, -1)}${before.endsWith("1") ? "2" : "1"}`);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "check digits" })).toBeVisible();
  await page.getByRole("button", { name: "Leave it and show what is saved" }).click();
  await expect(iban).toHaveValue(before);

  await page.goto(`${SET_UP}/texts/hold-lapsed?language=it`);
  await page.getByLabel("Subject").fill("Posti liberi, {nam}");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "{nam} is no variable of this letter" })).toBeVisible();
  await page.getByLabel("Subject").fill("Posti liberi, {first-name}");
  await page.getByRole("button", { name: "Show the preview" }).click();
  await expect(page.getByText("Posti liberi, Ingibjörg")).toBeVisible();
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.getByRole("button", { name: "Leave it and show what is saved" }).click();

  await page.goto(`${SET_UP}/indico`);
  await page.getByRole("button", { name: "Test it" }).click();
  await expect(page.getByText(/The connection (works|does not work yet)\./)).toBeVisible();

  await page.goto(`${SET_UP}/file`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the file" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  const upload = async (content: string) => {
    const buffer = Buffer.from(content);
    await page.getByLabel("File").setInputFiles({ name: "set-up.json", mimeType: "application/json", buffer });
    await page.getByRole("button", { name: "Show what would change" }).click();
  };
  await upload(text);
  await expect(page.getByText("Nothing would change.")).toBeVisible();
  const file = JSON.parse(text);
  file.conference.taxNumber = `PT ${Date.now()}`;
  await upload(JSON.stringify(file));
  await expect(page.getByText("One thing would change.")).toBeVisible();
  const numberRow = page.getByRole("row", { name: "taxNumber" });
  await expect(numberRow).toContainText("PT500000000");
  await expect(numberRow).toContainText(file.conference.taxNumber);
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.getByRole("button", { name: "Make this change" }).click();
  await expect(page.getByRole("status")).toContainText("The file is imported");
});

test("an admin copies a conference", async ({ page }) => {
  await signIn(page, "/admin/conferences/new");
  await expectNoAxeFindings(page);
  await expectFitsNarrowScreen(page);
  await page.getByLabel("Set-up from").selectOption("mareograph");
  await page.getByLabel("Name", { exact: true }).fill("Mareograph again");
  await page.getByLabel("Short name in addresses").fill("mareograph-again");
  await page.getByLabel("First day").fill("2033-06-13");
  await page.getByLabel("Prefix of references").fill("MARAGAIN");
  await page.getByRole("button", { name: "Make the conference" }).click();
  await expect(page.getByRole("status")).toContainText("The conference is there");
  await expect(page.getByText("Open the conference when all is ready")).toBeVisible();
});
