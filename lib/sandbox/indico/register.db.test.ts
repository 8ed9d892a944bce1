import { expect, test } from "vitest";
import { transaction } from "@/lib/db/client";
import { findSandboxRegistrant } from "@/lib/sandbox/indico/read-registrants";
import { registerInSandbox } from "@/lib/sandbox/indico/register";
import { seedSandboxIndico } from "@/lib/sandbox/indico/seed";

const someone = { firstName: "Nora", lastName: "Lind", email: "Nora.Lind@example.org", isStudent: false };

test("somebody new is unpaid, has the next number and a student's price", async () => {
  await transaction((tx) => seedSandboxIndico(tx, new Date()));
  const registered = await registerInSandbox({ ...someone, isStudent: true }, new Date());
  expect(registered).toMatchObject({ ok: true });
  const row = registered.ok ? await findSandboxRegistrant(registered.value) : null;
  expect(row).toMatchObject({ friendlyId: 21, state: "unpaid", email: "nora.lind@example.org", priceMinor: 18_000 });
});

test("of two with one address at once, one is registered", async () => {
  const twice = await Promise.all(
    [1, 2].map(() => registerInSandbox({ ...someone, email: "x@example.org" }, new Date())),
  );
  expect(twice.map((outcome) => (outcome.ok ? "ok" : outcome.error)).sort()).toEqual(["ok", "taken"]);
});

test.each([
  { given: { ...someone, firstName: " " }, problem: "name", why: "an empty name" },
  { given: { ...someone, lastName: "x".repeat(101) }, problem: "name", why: "a name without end" },
  { given: { ...someone, email: "nobody" }, problem: "email", why: "no address" },
])("refuses $why", async ({ given, problem }) => {
  expect(await registerInSandbox(given, new Date())).toEqual({ ok: false, error: problem });
});
