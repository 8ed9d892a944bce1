import { expect, test } from "vitest";
import { readEnv } from "./read-env";

const production = {
  DATABASE_URL: "postgres://db/foyer",
  PUBLIC_URL: "https://pay.example.org",
  AUTH_SECRET: "x".repeat(32),
  SMTP_URL: "smtp://mail.example.org",
};

test("without any configuration it is the demo, on this machine only", () => {
  const env = readEnv({});
  expect(env.isDemo).toBe(true);
  expect(env.publicUrl).toBe("http://127.0.0.1:3000");
});

test("a configuration is not the demo", () => {
  expect(readEnv(production).isDemo).toBe(false);
  expect(readEnv({ ...production, PUBLIC_URL: "https://pay.example.org/" }).publicUrl).toBe("https://pay.example.org");
});

test.each([
  { source: { ...production, AUTH_SECRET: "" }, names: "AUTH_SECRET", why: "no default secret in production" },
  { source: { ...production, AUTH_SECRET: "short" }, names: "AUTH_SECRET", why: "a short secret" },
  { source: { ...production, SMTP_URL: "" }, names: "SMTP_URL", why: "codes that nobody would get" },
  { source: { ...production, PUBLIC_URL: undefined }, names: "PUBLIC_URL", why: "no public address" },
  { source: { ...production, PORT: "80000" }, names: "PORT", why: "no such port" },
  { source: { ...production, DATABASE_URL: "mysql://db/foyer" }, names: "DATABASE_URL", why: "another database" },
  {
    source: { ...production, TRUSTED_PROXIES: "proxy" },
    names: "TRUSTED_PROXIES",
    why: "a name instead of an address",
  },
  {
    source: { ...production, STRIPE_SECRET_KEY: "sk_live_1" },
    names: "STRIPE_WEBHOOK_SECRET",
    why: "unsigned webhooks",
  },
  {
    source: { FOYER_DEMO: "1", STRIPE_SECRET_KEY: "sk_live_1" },
    names: "STRIPE_SECRET_KEY",
    why: "a live key in the demo",
  },
  { source: { FOYER_DEMO: "1", PUBLIC_URL: "https://pay.example.org" }, names: "PUBLIC_URL", why: "a public demo" },
  { source: { FOYER_DEMO: "1", INDICO_URL: "https://indico.example.org" }, names: "INDICO_URL", why: "a real Indico" },
])("$why stops the start and names $names", ({ source, names }) => {
  expect(() => readEnv(source)).toThrow(names);
});

test("a wrong value is not repeated", () => {
  expect(() => readEnv({ ...production, STRIPE_SECRET_KEY: "oops-secret" })).toThrow(/^(?!.*oops-secret)/s);
});
