import { beforeAll, expect, test } from "vitest";
import { checkPassword } from "@/lib/auth/check-password";
import { changePassword, createStaff, disableStaff, grantRole } from "@/lib/auth/manage-staff";
import { newPassword } from "@/lib/auth/password";
import { isAllowed } from "@/lib/auth/permissions";
import { findStaff, openStaffSession, revokeStaffSession } from "@/lib/auth/staff-session";
import { importConference } from "@/lib/conference/import-conference";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db } from "@/lib/db/client";
import { DEMO_STAFF } from "@/lib/demo/demo-staff";

const BY = { kind: "job", id: "test" } as const;
const PASSWORD = "correct horse battery";
let conferenceId = 0;
let count = 0;

beforeAll(async () => {
  const made = await importConference(setupFile(), { by: BY });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  conferenceId = made.value.conferenceId;
});

async function newStaff(role: "admin" | "desk" = "desk", conferenceSlug: string | null = "tides-2027") {
  count += 1;
  const email = `staff${count}@example.org`;
  const made = await createStaff({ email, name: "Amara Okonkwo", role, conferenceSlug, password: PASSWORD }, BY);
  if (!made.ok) throw new Error(made.error);
  return { id: made.value.id, email, address: `198.51.100.${count}` };
}

test("the right password signs in, whatever the case of the address; everything else is one refusal", async () => {
  const { id, email, address } = await newStaff();
  expect(await checkPassword({ email: ` ${email.toUpperCase()}`, password: PASSWORD }, address)).toEqual({
    ok: true,
    value: { staffId: id },
  });
  const wrong = { ok: false, error: "wrong" };
  expect(await checkPassword({ email, password: `${PASSWORD}!` }, address)).toEqual(wrong);
  expect(await checkPassword({ email: "nobody@example.org", password: PASSWORD }, address)).toEqual(wrong);
  expect(await checkPassword({ email, password: "x".repeat(100_000) }, address)).toEqual(wrong);
  await disableStaff(email, true, BY, new Date());
  expect(await checkPassword({ email, password: PASSWORD }, address)).toEqual(wrong);
});

test("the demo's published password opens nothing outside the demo", async () => {
  const { email, address } = await newStaff();
  await changePassword(email, DEMO_STAFF.password, BY, new Date());
  const outcome = await checkPassword({ email, password: DEMO_STAFF.password }, address);
  expect(outcome).toEqual({ ok: false, error: "wrong" });
});

test("the password is kept as argon2id only", async () => {
  const { id } = await newStaff();
  const { passwordHash } = await (await db()).staff.findUniqueOrThrow({ where: { id } });
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("after ten wrong tries an account is locked, for its right password too, from every address", async () => {
  const { email, address } = await newStaff();
  for (let i = 0; i < 10; i++) await checkPassword({ email, password: "guess" }, address);
  const locked = { ok: false, error: "too-many-tries" };
  expect(await checkPassword({ email, password: PASSWORD }, address)).toEqual(locked);
  expect(await checkPassword({ email, password: PASSWORD }, "203.0.113.77")).toEqual(locked);
});

test("an account that does not exist locks likewise: the answer tells nobody who is staff", async () => {
  const answers: unknown[] = [];
  for (let i = 0; i < 11; i++) {
    answers.push(await checkPassword({ email: "ghost@example.org", password: "guess" }, "192.0.2.200"));
  }
  expect(answers.at(9)).toEqual({ ok: false, error: "wrong" });
  expect(answers.at(10)).toEqual({ ok: false, error: "too-many-tries" });
});

test("fifty guesses at once get no more tries than one after the other", async () => {
  const { email } = await newStaff();
  const tries = Array.from({ length: 50 }, (_, i) => checkPassword({ email, password: "guess" }, `192.0.2.${i}`));
  const wrong = (await Promise.all(tries)).filter((outcome) => !outcome.ok && outcome.error === "wrong");
  expect(wrong).toHaveLength(10);
});

test("an address that guesses at many accounts has to wait", async () => {
  const { email } = await newStaff();
  const address = "192.0.2.201";
  for (let i = 0; i < 30; i++) await checkPassword({ email: `guess${i}@example.org`, password: "guess" }, address);
  expect(await checkPassword({ email, password: PASSWORD }, address)).toEqual({ ok: false, error: "too-many-tries" });
  expect((await checkPassword({ email, password: PASSWORD }, "203.0.113.78")).ok).toBe(true);
});

test("signing in often is no guessing", async () => {
  const { email, address } = await newStaff();
  for (let i = 0; i < 12; i++) expect((await checkPassword({ email, password: PASSWORD }, address)).ok).toBe(true);
});

test("a session shows the roles of now, and ends when it is revoked, idle, old, or its account is closed", async () => {
  const { id, email } = await newStaff();
  const now = new Date();
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const sessionId = await openStaffSession(id);
  const found = await findStaff(sessionId, now);
  expect(found).toMatchObject({ id, email, sessionId, roles: [{ conferenceId, role: "desk" }] });

  await grantRole(email, "finance", "tides-2027", BY);
  const roles = (await findStaff(sessionId, now))?.roles ?? [];
  expect(isAllowed(roles, "orders.decide", conferenceId)).toBe(true);
  expect(isAllowed(roles, "registrations.check-in", conferenceId)).toBe(false);

  expect(await findStaff(sessionId, later(11))).not.toBeNull();
  expect(await findStaff(sessionId, later(22)), "used at 11 h").not.toBeNull();
  expect(await findStaff(sessionId, later(35))).toBeNull();

  const revoked = await openStaffSession(id);
  await revokeStaffSession(revoked, now);
  expect(await findStaff(revoked, now)).toBeNull();

  const old = await openStaffSession(id);
  const client = await db();
  await client.staffSession.update({ where: { id: old }, data: { createdAt: later(-31 * 24), lastSeenAt: now } });
  expect(await findStaff(old, now)).toBeNull();

  const open = await openStaffSession(id);
  await changePassword(email, newPassword(), BY, now);
  expect(await findStaff(open, now)).toBeNull();
  expect(await findStaff("no-such", now)).toBeNull();
});

test("a role in all conferences is in the log of each; names and addresses are not", async () => {
  const { id, email } = await newStaff("admin", null);
  const entries = await (await db()).auditEntry.findMany({ where: { object: "staff", objectId: String(id) } });
  expect(entries).toMatchObject([{ conferenceId, what: "staff.created", after: { role: "admin" } }]);
  expect(JSON.stringify(entries.map(({ after }) => after))).not.toContain(email);
});

test("an address is one account, and an account is for a conference that is there", async () => {
  const { email } = await newStaff();
  const wanted = {
    email: email.toUpperCase(),
    name: "B",
    role: "desk",
    conferenceSlug: null,
    password: PASSWORD,
  } as const;
  expect(await createStaff(wanted, BY)).toEqual({ ok: false, error: "email-taken" });
  const nowhere = { ...wanted, email: "new@example.org", conferenceSlug: "nowhere" };
  expect(await createStaff(nowhere, BY)).toEqual({ ok: false, error: "unknown-conference" });
  const weak = { ...wanted, email: "new@example.org", password: "short" };
  expect(await createStaff(weak, BY)).toEqual({ ok: false, error: "weak-password" });
  expect(await grantRole("nobody@example.org", "desk", null, BY)).toEqual({ ok: false, error: "unknown-email" });
});
