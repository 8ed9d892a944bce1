import { expect, type Page } from "@playwright/test";
import { query } from "./database";
import type { Place } from "./places";

export type Letter = { letter: string; subject: string; facts: { code?: string } };

/** The letters that went to an address, oldest first. */
export async function lettersTo(place: Place, recipient: string): Promise<Letter[]> {
  return query<Letter>(
    place,
    `SELECT letter, subject, facts FROM mail WHERE recipient = $1 AND state = 'sent' ORDER BY sent_at`,
    [recipient],
  );
}

/** Waits for a letter. @returns the newest of its kind */
export async function waitForLetter(place: Place, recipient: string, letter: string): Promise<Letter> {
  let newest: Letter | undefined;
  await expect
    .poll(
      async () => {
        newest = (await lettersTo(place, recipient)).findLast((candidate) => candidate.letter === letter);
        return newest?.letter;
      },
      { message: `the letter ${letter} to ${recipient}` },
    )
    .toBe(letter);
  return newest as Letter;
}

/** Opens the demo's mailbox as a person would, and reads the code. Closes the page. */
export async function codeInMailbox(page: Page, place: Place, recipient: string, subject: string): Promise<string> {
  const row = page.getByRole("row").filter({ hasText: recipient });
  await expect(async () => {
    await page.goto(`${place.portalUrl}/sandbox/mailbox`);
    await row.getByRole("link", { name: subject }).click({ timeout: 1_000 });
  }).toPass();
  const text = await page.locator("pre").textContent();
  await page.close();
  return /^ *(\d{6})$/m.exec(text ?? "")?.[1] ?? "";
}
