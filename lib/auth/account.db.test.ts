import { beforeAll, beforeEach, expect, test } from "vitest";
import { acceptInvitation, findInvitation, inviteStaff, withdrawInvitation } from "@/lib/auth/invitations";
import { createStaff } from "@/lib/auth/manage-staff";
import { askForReset, resetPassword } from "@/lib/auth/reset-password";
import { changeRoleHere, removeRoleHere } from "@/lib/auth/roles-here";
import {
  beginSecondFactor,
  confirmSecondFactor,
  passSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from "@/lib/auth/second-factor";
import { isSetUpOpen, offerSetUp, setUpFirstStaff } from "@/lib/auth/set-up-link";
import { signInByProvider } from "@/lib/auth/sign-in-by-provider";
import { findStaff, openStaffSession } from "@/lib/auth/staff-session";
import { totpCode } from "@/lib/auth/totp";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { hashSecret } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";

const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "job", id: "test" } as const;
const PASSWORD = "four words of nobody";
const seconds = (count: number) => new Date(NOW.getTime() + count * 1_000);
let conferenceId = 0;
let slug = "";
let count = 0;

beforeAll(async () => {
  await queue();
});

beforeEach(async () => {
  const seeded = await seedConference();
  conferenceId = seeded.conferenceId;
  slug = seeded.conference.slug;
});

async function newStaff(role: "admin" | "desk" = "admin"): Promise<{ id: number; email: string }> {
  count += 1;
  const email = `staff${count}@example.org`;
  const made = await createStaff({ email, name: `Staff ${count}`, role, conferenceSlug: slug, password: PASSWORD }, BY);
  if (!made.ok) throw new Error(made.error);
  return { id: made.value.id, email };
}

async function withSecondFactor() {
  const { id } = await newStaff();
  const secret = await beginSecondFactor(id);
  const session = await openStaffSession(id);
  const set = await confirmSecondFactor(id, session, totpCode(secret, NOW), NOW);
  if (!set.ok) throw new Error(set.error);
  return { id, secret, session, codes: set.value };
}

const secretOf = async (letter: string) => {
  const client = await db();
  const mail = await client.mail.findFirstOrThrow({ where: { letter }, orderBy: { id: "desc" } });
  return (mail.facts as { secret: string }).secret;
};
const auditOf = async (what: string) => (await db()).auditEntry.count({ where: { conferenceId, what } });

test("after the password a session opens nothing until the second factor is right; a code is taken once", async () => {
  const { id, secret } = await withSecondFactor();
  const session = await openStaffSession(id);
  expect(await findStaff(session, new Date())).toBeNull();
  expect(await passSecondFactor(session, "000000", NOW)).toEqual({ ok: false, error: "wrong-code" });
  expect(await passSecondFactor(session, totpCode(secret, NOW), NOW), "the code that set it up").toMatchObject({
    ok: false,
  });
  const next = totpCode(secret, seconds(30));
  expect(await passSecondFactor(session, next, seconds(20)), "one step of another clock").toMatchObject({ ok: true });
  expect(await findStaff(session, new Date())).toMatchObject({ id });
  const again = await openStaffSession(id);
  expect(await passSecondFactor(again, next, seconds(30))).toEqual({ ok: false, error: "wrong-code" });
  expect(await passSecondFactor(again, totpCode(secret, seconds(150)), seconds(60)), "two steps off").toMatchObject({
    ok: false,
  });
});

test("of many who use one code, or one recovery code, at the same moment one comes in", async () => {
  const { id, secret, codes } = await withSecondFactor();
  const tryAll = async (code: string) => {
    const sessions = await Promise.all([1, 2, 3, 4].map(() => openStaffSession(id)));
    const passed = await Promise.all(sessions.map((session) => passSecondFactor(session, code, seconds(90))));
    return passed.filter(({ ok }) => ok).length;
  };
  expect(await tryAll(totpCode(secret, seconds(90)))).toBe(1);
  const [code = ""] = codes;
  expect(await tryAll(code.toUpperCase().replaceAll("-", " "))).toBe(1);
  expect(await auditOf("staff.recovery-code-used")).toBe(1);
});

test("tries of the second factor are limited by account", async () => {
  const { id } = await withSecondFactor();
  const session = await openStaffSession(id);
  const tries = [];
  for (let time = 0; time < 9; time++) tries.push(await passSecondFactor(session, "111111", NOW));
  expect(tries.at(-1)).toEqual({ ok: false, error: "too-many-tries" });
});

test("setting it up ends the other sessions; renewed codes end the old; taking it off asks for nothing any more", async () => {
  const { id } = await newStaff();
  const [here, elsewhere] = [await openStaffSession(id), await openStaffSession(id)];
  const secret = await beginSecondFactor(id);
  expect(await confirmSecondFactor(id, here, "123456", NOW)).toMatchObject({ ok: false, error: "wrong-code" });
  const set = await confirmSecondFactor(id, here, totpCode(secret, NOW), NOW);
  expect(await findStaff(elsewhere, new Date())).toBeNull();
  expect(await findStaff(here, new Date())).not.toBeNull();
  const old = set.ok ? (set.value[0] ?? "") : "";
  await renewRecoveryCodes(id);
  expect(await passSecondFactor(await openStaffSession(id), old, NOW)).toMatchObject({ ok: false });
  await removeSecondFactor(id, BY);
  expect(await findStaff(await openStaffSession(id), new Date())).not.toBeNull();
});

test("an invitation makes an account once, with its role, and its secret is nowhere in the database", async () => {
  const invitation = { email: "New.Person@Example.org", role: "finance", conferenceId, locale: "en" } as const;
  expect(await inviteStaff(invitation, { staffId: null, actor: BY }, NOW)).toEqual({ ok: true, value: "invited" });
  const secret = await secretOf("staff-invitation");
  const client = await db();
  expect(await client.staffInvitation.count({ where: { secretHash: hashSecret(secret) } })).toBe(1);
  expect(await acceptInvitation(secret, { name: "New", password: "short" }, NOW)).toEqual({
    ok: false,
    error: "weak-password",
  });
  const typed = { name: "New Person", password: PASSWORD };
  const accepted = await Promise.all([1, 2, 3].map(() => acceptInvitation(secret, typed, NOW)));
  expect(accepted.filter(({ ok }) => ok)).toHaveLength(1);
  const staff = await client.staff.findUniqueOrThrow({
    where: { email: "new.person@example.org" },
    include: { roles: true },
  });
  expect(staff.roles).toMatchObject([{ conferenceId, role: "finance" }]);
  expect(await inviteStaff(invitation, { staffId: null, actor: BY }, NOW)).toEqual({ ok: false, error: "has-role" });
  const there = await seedConference();
  const again = { ...invitation, conferenceId: there.conferenceId };
  expect(await inviteStaff(again, { staffId: null, actor: BY }, NOW), "an account that there is").toEqual({
    ok: true,
    value: "given",
  });
});

test("an invitation that was sent again, withdrawn or has run out opens nothing", async () => {
  const invite = (email: string) =>
    inviteStaff({ email, role: "desk", conferenceId, locale: "en" }, { staffId: null, actor: BY }, NOW);
  await invite("twice@example.org");
  const first = await secretOf("staff-invitation");
  await inviteStaff(
    { email: "twice@example.org", role: "desk", conferenceId, locale: "en" },
    { staffId: null, actor: BY },
    seconds(1),
  );
  const second = await secretOf("staff-invitation");
  expect(await findInvitation(first, NOW)).toBeNull();
  expect(await findInvitation(second, new Date(NOW.getTime() + 8 * 86_400_000))).toBeNull();
  const client = await db();
  const { id } = await client.staffInvitation.findFirstOrThrow({ where: { email: "twice@example.org" } });
  await withdrawInvitation(conferenceId, id, BY);
  expect(await findInvitation(second, NOW)).toBeNull();
});

test("a reset sets the password once and ends every session; who asks learns nothing", async () => {
  const { id, email } = await newStaff();
  const session = await openStaffSession(id);
  const who = { address: "203.0.113.7", locale: "en" };
  expect(await askForReset("nobody@example.org", who, NOW)).toBe("asked");
  expect(await askForReset(email, who, NOW)).toBe("asked");
  const secret = await secretOf("staff-password-reset");
  const wanted = "another four words here";
  expect(await resetPassword(secret, wanted, new Date(NOW.getTime() + 3_700_000))).toMatchObject({ error: "over" });
  const done = await Promise.all([1, 2].map(() => resetPassword(secret, wanted, NOW)));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await findStaff(session, new Date())).toBeNull();
  for (let time = 0; time < 4; time++) await askForReset(email, who, NOW);
  const client = await db();
  expect(await client.passwordReset.count({ where: { staffId: id } }), "three an hour").toBe(3);
});

test("the last admin stays, also when two remove each other at once", async () => {
  const [one, two] = [await newStaff(), await newStaff()];
  const removed = await Promise.all([
    removeRoleHere(conferenceId, one.id, BY),
    removeRoleHere(conferenceId, two.id, BY),
  ]);
  expect(removed.filter(({ ok }) => ok)).toHaveLength(1);
  const left = removed[0].ok ? two : one;
  expect(await changeRoleHere(conferenceId, left.id, "viewer", BY)).toEqual({ ok: false, error: "last-admin" });
  expect(await auditOf("staff.role-removed")).toBe(1);
});

test("a provider signs in whom it was linked to, or whose proved address we know or invited; nobody else", async () => {
  const { id, email } = await newStaff();
  const profile = { provider: "indico", subject: "42", email: null, isEmailVerified: false, name: "N" } as const;
  expect(await signInByProvider({ ...profile, email }, NOW), "an unproved address").toMatchObject({ ok: false });
  expect(await signInByProvider({ ...profile, email: "stranger@example.org", isEmailVerified: true }, NOW)).toEqual({
    ok: false,
    error: "unknown-account",
  });
  const proved = { ...profile, email: email.toUpperCase(), isEmailVerified: true };
  expect(await signInByProvider(proved, NOW)).toEqual({ ok: true, value: { staffId: id } });
  expect(await signInByProvider({ ...profile, email: "renamed@example.org" }, NOW), "linked").toMatchObject({
    value: { staffId: id },
  });
  const invitation = { email: "guest@example.org", role: "viewer", conferenceId, locale: "en" } as const;
  await inviteStaff(invitation, { staffId: null, actor: BY }, NOW);
  const guest = { ...profile, subject: "43", email: "guest@example.org", isEmailVerified: true, name: "Guest" };
  expect(await signInByProvider(guest, NOW)).toMatchObject({ ok: true });
  const client = await db();
  await client.staff.update({ where: { id }, data: { isDisabled: true } });
  expect(await signInByProvider(proved, NOW), "disabled").toMatchObject({ ok: false });
});

test("while there is no staff, the newest set-up link makes the first admin, once", async () => {
  const client = await db();
  await client.staff.deleteMany();
  const links: string[] = [];
  const { warn } = log;
  log.warn = ((facts: { link: string }) => links.push(facts.link.split("/").at(-1) ?? "")) as typeof log.warn;
  await offerSetUp(NOW);
  await offerSetUp(NOW);
  log.warn = warn;
  const [old = "", newest = ""] = links;
  expect(await isSetUpOpen(old, NOW)).toBe(false);
  expect(await isSetUpOpen(newest, new Date(NOW.getTime() + 90_000_000)), "a day is over").toBe(false);
  const typed = { email: "first@example.org", name: "First", password: PASSWORD };
  const made = await Promise.all([1, 2, 3].map(() => setUpFirstStaff(newest, typed, NOW)));
  expect(made.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await client.staffRole.findMany()).toMatchObject([{ role: "admin", conferenceId: null }]);
  await offerSetUp(NOW);
  expect(await client.setUpLink.count(), "no more link once there is staff").toBe(0);
});
