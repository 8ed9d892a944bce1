import { expect, test } from "../fixtures/test";

test("a page runs its scripts under a policy of nonces alone", async ({ page }) => {
  const answer = await page.goto("/");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(nonce).toBeTruthy();
  expect(policy).not.toContain("unsafe");
  const scripts = await page.locator("script").evaluateAll((all) => all.map((script) => (script as HTMLElement).nonce));
  expect(scripts.length).toBeGreaterThan(0);
  expect(new Set(scripts)).toEqual(new Set([nonce]));
});

test("each answer has a nonce of its own", async ({ request }) => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await request.get("/")).headers()["content-security-policy"]),
  );
  expect(new Set(policies).size).toBe(2);
});

test("a form from a foreign page is refused, and says what to do", async ({ request }) => {
  const answer = await request.post("/", { headers: { origin: "https://evil.example.org" } });
  expect(answer.status()).toBe(403);
  expect(await answer.text()).toContain("not sent from a page of this portal");
});
