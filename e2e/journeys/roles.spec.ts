import { conferencesWhere } from "../../lib/auth/permissions";
import type { Role } from "../../lib/db/generated/enums";
import { DESK_ROUTES, type DeskRoute } from "../fixtures/desk-routes";
import { createAccount, DEMO_SLUG, signIn } from "../fixtures/staff";
import { expect, test } from "../fixtures/test";

const ROLES: Role[] = ["admin", "manager", "finance", "desk", "viewer"];

/** An address with the demo's conference, and made-up ids for the rest: whether one may is asked before what. */
function addressOf({ route }: DeskRoute): string {
  return route.replace("[conference]", DEMO_SLUG).replaceAll(/\[\w+\]/g, "NOBODY");
}

const SIGN_IN = /^\/admin\/sign-in(\?|$)/;
const NOT_ALLOWED = "/admin/not-allowed";

for (const listed of DESK_ROUTES.filter(({ permission }) => permission !== "anybody")) {
  test(`${listed.method} ${listed.route} asks strangers to sign in`, async ({ request }) => {
    const headers = { "sec-fetch-site": "same-origin" };
    const answer = await request.fetch(addressOf(listed), { method: listed.method, headers, maxRedirects: 0 });
    expect([303, 307]).toContain(answer.status());
    expect(answer.headers().location).toMatch(SIGN_IN);
  });
}

for (const role of ROLES) {
  test(`${role} opens every page and act of the desk that the role allows, and no other`, async ({ page }) => {
    test.setTimeout(180_000);
    await signIn(page, "/admin", await createAccount(role, `${role}.walk@example.org`));
    const held = [{ conferenceId: 1, role }];
    for (const listed of DESK_ROUTES) {
      const { method, permission } = listed;
      if (permission === "anybody") continue;
      const headers = { "sec-fetch-site": "same-origin" };
      const answer = await page.request.fetch(addressOf(listed), { method, headers, maxRedirects: 0 });
      const leads = answer.headers().location ?? "";
      const isAllowed =
        permission === "signed-in" ||
        (permission !== "conferences.create" && conferencesWhere(held, permission).length > 0);
      expect(leads, `${method} ${listed.route}`).not.toMatch(SIGN_IN);
      expect(leads === NOT_ALLOWED, `${role}: ${method} ${listed.route} leads to ${leads}`).toBe(!isAllowed);
      expect(answer.status(), `${role}: ${method} ${listed.route}`).toBeLessThan(500);
    }
  });
}

test("a conference in which somebody has no role is not there for them", async ({ page }) => {
  await signIn(page, "/admin", await createAccount("manager", "elsewhere.walk@example.org"));
  const headers = { "sec-fetch-site": "same-origin" };
  for (const listed of DESK_ROUTES.filter(({ route }) => route.startsWith("/admin/c/[conference]"))) {
    const { method } = listed;
    const address = addressOf(listed).replace(DEMO_SLUG, "another-conference");
    const answer = await page.request.fetch(address, { method, headers, maxRedirects: 0 });
    expect(answer.headers().location, `${method} ${address}`).toBe("/admin?problem=desk.not-found");
  }
});
