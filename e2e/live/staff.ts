import { expect, type Page } from "@playwright/test";
import { query } from "./database";
import type { IndicoState } from "./indico";
import type { Place } from "./places";

export type StaffAccount = { email: string; password: string };

export async function signIn(page: Page, place: Place, { email, password }: StaffAccount): Promise<void> {
  await page.goto(`${place.portalUrl}/admin/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
}

/** Opens the staff's page of a registrant. */
export async function openAtDesk(page: Page, place: Place, registrant: IndicoState, slug: string): Promise<void> {
  await page.goto(`${place.portalUrl}/admin/c/${slug}/registrations?q=${encodeURIComponent(registrant.email)}`);
  await page.getByRole("table").getByRole("link").first().click();
  await page.getByRole("complementary").getByRole("link", { name: "Open", exact: true }).click();
  await page.waitForURL(/registrations\/[2-9A-Z]{18}$/);
  await expect(page.getByText(registrant.email).first()).toBeVisible();
}

/** How the portal keeps one registration's mirror. */
export async function mirrorOf(place: Place, { event_id, form_id, registration_db_id }: IndicoState, slug?: string) {
  const [mirror] = await query<{ state: string; reason: string | null; want_paid: boolean | null }>(
    place,
    `SELECT m.state, m.reason, m.want_paid FROM mirror m JOIN registration r ON r.id = m.registration_id
       JOIN conference c ON c.id = r.conference_id
      WHERE c.indico_event_id = $1 AND c.indico_form_id = $2 AND r.indico_db_id = $3 AND ($4::text IS NULL OR c.slug = $4)`,
    [event_id, form_id, registration_db_id, slug ?? null],
  );
  return mirror;
}
