import { beforeAll, describe, expect, test } from "vitest";
import { type Answered, askServlet, giveCredential, PLAIN_KEY } from "@/app/site/ask-servlet.fixture";
import { revokeCredential } from "@/lib/credentials/create-credential";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";

type Key = { id: number; secret: string };

let here = 0;
let elsewhere = 0;
let personId = 0;
let key: Key;
let keyElsewhere: Key;

function ask(servlet: string, method: string, { secret }: Key, more: Record<string, string> = {}): Promise<Answered> {
  const isServer = servlet.startsWith("S");
  const body = { api_key: secret, v: "1.0", response_format: "json", method, ...more };
  return askServlet({ servlet, body, ...(isServer ? { address: "192.0.2.5", isHttps: true } : {}) });
}

/** A server of the first conference signs the person in. @returns the account's name too */
async function signOn(calling: Key): Promise<{ token: string; JSESSIONID: string; account: string }> {
  const account = await giveCredential({
    ...{ kind: "convio_server", conferenceId: here, allowedAddresses: ["192.0.2.5"] },
  });
  const named = { login_name: account.name, login_password: account.secret, cons_id: String(personId) };
  const answer = await ask("SRConsAPI", "getSingleSignOnToken", calling, named);
  const given = answer.root("getSingleSignOnTokenResponse") as { token: string; JSESSIONID: string };
  return { ...given, account: account.name };
}

async function registrationIn(conferenceId: number, calling: Key, more: Record<string, string>): Promise<number> {
  return (await ask("CRTeamraiserAPI", "getRegistration", calling, { fr_id: String(conferenceId), ...more })).code;
}

beforeAll(async () => {
  const client = await db();
  const person = { email: "mira@uni.example", firstName: "Mira", lastName: "Kovač" };
  ({ id: personId } = await client.person.create({ data: person }));
  [here, elsewhere] = [(await seedConference()).conferenceId, (await seedConference()).conferenceId];
  for (const conferenceId of [here, elsewhere]) {
    const { id } = await seedRegistration(conferenceId, 7);
    const { id: categoryId } = await client.category.findFirstOrThrow({ where: { conferenceId } });
    await client.registration.update({ where: { id }, data: { personId, state: "active", categoryId } });
  }
  key = await giveCredential(PLAIN_KEY);
  keyElsewhere = await giveCredential({ ...PLAIN_KEY, conferenceId: elsewhere });
});

describe("somebody whom a conference's own account signed in", () => {
  test("is read in that conference, and in no other, even with a key of all", async () => {
    const { token } = await signOn(key);
    expect(await registrationIn(here, key, { auth: token })).toBe(0);
    expect(await registrationIn(elsewhere, key, { auth: token })).toBe(2750);
  });

  test("is nobody to another key", async () => {
    const { token, JSESSIONID } = await signOn(key);
    expect(await registrationIn(elsewhere, keyElsewhere, { auth: token })).toBe(3);
    expect(await registrationIn(elsewhere, keyElsewhere, { auth: token, JSESSIONID })).toBe(3);
    expect((await ask("CRConsAPI", "login", keyElsewhere, { sso_auth_token: token })).code).toBe(9);
    expect((await ask("CRConsAPI", "loginTest", keyElsewhere, { JSESSIONID })).code).toBe(3);
  });

  test("stays there after login and getLoginUrl", async () => {
    const { token: first } = await signOn(key);
    const login = (await ask("CRConsAPI", "login", key, { sso_auth_token: first })).root("loginResponse");
    const { JSESSIONID, token } = login as { JSESSIONID: string; token: string };
    expect(await registrationIn(here, key, { auth: token, JSESSIONID })).toBe(0);
    expect(await registrationIn(elsewhere, key, { auth: token, JSESSIONID })).toBe(2750);
    const again = (await ask("CRConsAPI", "getLoginUrl", key, { JSESSIONID })).root("getLoginUrlResponse");
    expect(await registrationIn(here, key, { auth: String(again.token), JSESSIONID })).toBe(0);
    expect(await registrationIn(elsewhere, key, { auth: String(again.token), JSESSIONID })).toBe(2750);
  });

  test("getLoginUrl gives another key a session of its own, and nobody's token", async () => {
    const { JSESSIONID } = await signOn(key);
    const given = (await ask("CRConsAPI", "getLoginUrl", keyElsewhere, { JSESSIONID })).root("getLoginUrlResponse");
    expect(given.JSESSIONID).not.toBe(JSESSIONID);
    const own = { auth: String(given.token), JSESSIONID: String(given.JSESSIONID) };
    expect(await registrationIn(elsewhere, keyElsewhere, own)).toBe(3);
  });

  test("an account and a key of two conferences sign nobody in", async () => {
    const account = await giveCredential({
      ...{ kind: "convio_server", conferenceId: here, allowedAddresses: ["192.0.2.5"] },
    });
    const named = { login_name: account.name, login_password: account.secret, cons_id: String(personId) };
    expect((await ask("SRConsAPI", "getSingleSignOnToken", keyElsewhere, named)).code).toBe(7);
  });
});

describe("access that is revoked ends at once", () => {
  const revoke = (name: string) => revokeCredential(name, { kind: "job", id: "test" }, new Date());
  const isSignedIn = async (JSESSIONID: string) =>
    (await ask("CRConsAPI", "loginTest", key, { JSESSIONID })).code === 0;

  test("an account's: its tokens, its sessions, and those that came of them", async () => {
    const [unused, used, kept] = [await signOn(key), await signOn(key), await signOn(key)];
    const login = (await ask("CRConsAPI", "login", key, { sso_auth_token: used.token })).root("loginResponse");
    const { JSESSIONID, token } = login as { JSESSIONID: string; token: string };
    expect(await registrationIn(here, key, { auth: token, JSESSIONID })).toBe(0);
    expect(await isSignedIn(JSESSIONID)).toBe(true);
    expect(await isSignedIn(unused.JSESSIONID)).toBe(true);
    expect((await revoke(unused.account)).ok).toBe(true);
    expect((await revoke(used.account)).ok).toBe(true);
    expect(await registrationIn(here, key, { auth: unused.token })).toBe(3);
    expect(await registrationIn(here, key, { auth: token, JSESSIONID })).toBe(3);
    expect(await isSignedIn(JSESSIONID)).toBe(false);
    expect(await isSignedIn(unused.JSESSIONID)).toBe(false);
    expect(await registrationIn(here, key, { auth: kept.token })).toBe(0);
  });

  test("a client key's: whoever it was given to is nobody with another key", async () => {
    const own = await giveCredential(PLAIN_KEY);
    const { token, JSESSIONID } = await signOn(own);
    expect((await ask("CRConsAPI", "loginTest", own, { JSESSIONID })).code).toBe(0);
    expect((await revoke(own.name)).ok).toBe(true);
    expect(await registrationIn(here, own, { auth: token })).toBe(2);
    expect((await ask("CRConsAPI", "loginTest", own, { JSESSIONID })).code).toBe(2);
    expect(await registrationIn(here, key, { auth: token })).toBe(3);
    expect(await isSignedIn(JSESSIONID)).toBe(false);
  });
});
