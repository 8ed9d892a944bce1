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

test("damaged addresses, and a look at a form's address, are answered in words", async ({ request }) => {
  for (const path of ["/r/%ff", "/verify/%ff", "/pay/%ff", "/look/%ff", "/sandbox/mailbox/%ff"]) {
    const damaged = await request.get(path);
    expect(damaged.status(), path).toBe(400);
    expect(damaged.headers()["content-security-policy"]).toContain("default-src 'none'");
    expect(await damaged.text()).toContain("<h1>This address is damaged</h1>");
  }
  const form = await request.get("/r/ABCDEFGHJKMNPQRSTU/pay/place");
  expect(form.status()).toBe(405);
  expect(form.headers()["content-security-policy"]).toContain("default-src 'self'");
  expect(await form.text()).toContain("<h1>There is nothing to see here</h1>");
});
