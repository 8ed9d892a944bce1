import { beforeAll, expect, test } from "vitest";
import { seal, unseal } from "./seal";

beforeAll(() => {
  process.env.AUTH_SECRET = "secret-of-the-tests-secret-of-the-tests";
  process.env.PUBLIC_URL = "http://127.0.0.1:3999";
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
});

test("a sealed token comes back, and two sealings of it differ", () => {
  const [once, twice] = [seal("indp_ünïcode", "indico-token"), seal("indp_ünïcode", "indico-token")];
  expect(once).not.toBe(twice);
  expect([once, twice].map((sealed) => unseal(sealed, "indico-token"))).toEqual(["indp_ünïcode", "indp_ünïcode"]);
  expect(once).not.toContain("indp");
});

test("one altered character anywhere, a cut text and a foreign text do not open", () => {
  const sealed = seal("indp_token", "indico-token");
  for (let i = 0; i < sealed.length - 1; i++) {
    const altered = sealed.slice(0, i) + (sealed[i] === "A" ? "B" : "A") + sealed.slice(i + 1);
    expect(unseal(altered, "indico-token")).toBeNull();
  }
  expect(unseal(sealed.slice(0, -6), "indico-token")).toBeNull();
  expect(unseal("indp_token", "indico-token")).toBeNull();
  expect(unseal("", "indico-token")).toBeNull();
});
