import { expect, test } from "vitest";
import { contentSecurityPolicy, type HeaderSettings, makeNonce, securityHeaders } from "./security-headers";

const settings: HeaderSettings = {
  publicUrl: "https://pay.example.org",
  stripeApiBase: undefined,
  isDevelopment: false,
};

test("the policy of a production answer allows scripts and styles by nonce alone", () => {
  const policy = contentSecurityPolicy("abc", settings);
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).toContain("style-src 'self' 'nonce-abc';");
  expect(policy).not.toMatch(/unsafe/);
});

test.each([
  { stripeApiBase: undefined, target: "https://checkout.stripe.com", why: "the provider's own page" },
  { stripeApiBase: "http://127.0.0.1:8730/v1", target: "http://127.0.0.1:8730", why: "its stand-in" },
])("a form may lead to us, to $why and nowhere else", ({ stripeApiBase, target }) => {
  const policy = contentSecurityPolicy("abc", { ...settings, stripeApiBase });
  expect(policy).toContain(`form-action 'self' https://pay.example.org ${target};`);
});

test("nonces are 128 bits and differ", () => {
  const nonces = new Set(Array.from({ length: 100 }, makeNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(Buffer.from(nonce, "base64")).toHaveLength(16);
});

test.each([
  { path: "/pay", policy: "no-referrer", why: "the link's codes stay here" },
  { path: "/pay/annual-meeting", policy: "no-referrer", why: "the longer link too" },
  { path: "/payments", policy: "same-origin", why: "another word that begins alike" },
  { path: "/r/abc/details", policy: "same-origin", why: "forms need an Origin" },
])("$path: $why", ({ path, policy }) => {
  expect(securityHeaders(path, settings)["Referrer-Policy"]).toBe(policy);
});

test("only staff's pages may use the camera", () => {
  expect(securityHeaders("/admin/check-in", settings)["Permissions-Policy"]).toMatch(/^camera=\(self\)/);
  expect(securityHeaders("/r/abc", settings)["Permissions-Policy"]).toMatch(/^camera=\(\)/);
});

test("browsers are told to stay on https where the portal is on https", () => {
  expect(securityHeaders("/", settings)["Strict-Transport-Security"]).toBe("max-age=31536000");
  const local = securityHeaders("/", { ...settings, publicUrl: "http://127.0.0.1:3000" });
  expect(local).not.toHaveProperty("Strict-Transport-Security");
});
