import { beforeAll, describe, expect, test } from "vitest";
import { republish, seedAgenda, seedAttendee, seedSession, takenOf } from "@/lib/bookings/agenda.fixture";
import { db } from "@/lib/db/client";
import { queue } from "@/lib/jobs/queue";
import { calendarUrl, subscriptionUrl } from "@/lib/lenos/calendar-token";
import { type AskedLenos, askLenos, type Credential, giveApp, person, seedRows } from "./ask-lenos.fixture";

let conferenceId = 0;
let app: Credential;
let number = 0;

async function attendee(more: object = {}, isTest = false): Promise<string> {
  const id = await seedAttendee(conferenceId, ++number, isTest);
  const client = await db();
  return (await client.registration.update({ where: { id }, data: more })).publicId;
}

async function talk(...settings: Parameters<typeof seedSession> extends [number, ...infer Rest] ? Rest : never) {
  const id = await seedSession(conferenceId, ...settings);
  const client = await db();
  return { id, publicId: (await client.session.findUniqueOrThrow({ where: { id } })).publicId };
}

function call(body: Record<string, string>, asked: AskedLenos = {}) {
  return askLenos("SessionRegistration", { verb: "POST", as: app, body, ...asked });
}

beforeAll(async () => {
  await queue();
  conferenceId = await seedAgenda();
  app = await giveApp(conferenceId);
});

describe("a booking by the app", () => {
  test("says everything of what it did, and of what was so already", async () => {
    const [PersonId, { publicId: SessionId, id }] = [await attendee(), await talk({ from: 1, until: 2 })];
    const booked = await call({ PersonId, SessionId });
    expect([booked.status, booked.json]).toEqual([
      200,
      {
        ...{
          Allowed: true,
          Result: "registered",
          ReasonCode: null,
          Message: "You are registered.",
          PersonId,
          SessionId,
        },
        ...{
          RegistrationId: `${PersonId}.${SessionId}`,
          Status: "registered",
          Already: false,
          WaitingListPosition: null,
        },
        ...{ SeatsLeft: 1, ConflictsWith: [], PaymentUrl: null, ChangeSequence: expect.any(Number), Replayed: false },
        ...{ utcModifiedDate: expect.stringMatching(/Z$/), RequestId: expect.any(String) },
      },
    ]);
    expect((await call({ fp_ext_id: PersonId, SessionId })).json).toMatchObject({ Allowed: true, Already: true });
    const { json } = await askLenos("Registration", { as: app });
    expect(json.Registrations.at(-1)).toMatchObject({ PersonId, SessionId, Status: "registered", Source: "app" });
    expect(json.Registrations.at(-1).ChangeSequence).toBe(booked.json.ChangeSequence);
    const left = await call({ PersonId, SessionId, Action: "unregister" });
    expect(left.json).toMatchObject({ Allowed: true, Result: "unregistered", Status: "unregistered", SeatsLeft: 2 });
    expect((await takenOf(id)).taken).toBe(0);
  });

  test("may come as a form, JSON or XML, and be answered in XML", async () => {
    const { publicId: SessionId } = await talk({ from: 2, until: 3, capacity: null });
    const [PersonId, other] = [await attendee(), await attendee()];
    const json = { "content-type": "application/json" };
    const asJson = await askLenos("SessionRegistration", {
      ...{ verb: "POST", as: app, headers: json, body: JSON.stringify({ personid: PersonId, sessionid: SessionId }) },
    });
    expect(asJson.json.Result).toBe("registered");
    const body = `<SessionRegistration><PersonId>${other}</PersonId><SessionId>${SessionId}</SessionId></SessionRegistration>`;
    const headers = { "content-type": "application/xml" };
    const asXml = await askLenos("SessionRegistration.xml", { verb: "POST", as: app, headers, body });
    expect(asXml.text).toContain('<LenosResponse version="1"><Allowed>true</Allowed><Result>registered</Result>');
  });

  test("GET and check look, and write nothing", async () => {
    const [PersonId, { publicId: SessionId, id }] = [await attendee(), await talk({ from: 3, until: 4 })];
    const looked = await askLenos("SessionRegistration", {
      as: app,
      query: { PersonId, SessionId, Action: "register" },
    });
    expect(looked.json).toMatchObject({ Allowed: true, Result: "available", Status: "unregistered" });
    expect((await call({ PersonId, SessionId, Action: "check" })).json.Result).toBe("available");
    expect((await takenOf(id)).taken).toBe(0);
  });

  test("names what it clashes with, in the person's language or the one that was asked for", async () => {
    const PersonId = await attendee({ locale: "it" });
    const [first, second] = [await talk({ from: 4, until: 6, title: "Alpha" }), await talk({ from: 5, until: 7 })];
    expect((await call({ PersonId, SessionId: first.publicId })).json.Message).toBe("La Sua iscrizione è confermata.");
    const { json, status } = await call({ PersonId, SessionId: second.publicId, Language: "en-GB" });
    expect([status, json.Allowed, json.Result, json.ReasonCode]).toEqual([200, false, "refused", "overlap"]);
    expect(json.ConflictsWith).toEqual([{ SessionId: first.publicId, Title: "Alpha" }]);
    expect(json.Message).toBe("You are already in “Alpha” at that time.");
  });

  test("of a full session waits in line, which is no seat; or is refused", async () => {
    const { publicId: SessionId } = await talk({ from: 7, until: 8, capacity: 1, waitingPlaces: 1 });
    const [first, second, third] = [await attendee(), await attendee(), await attendee()];
    await call({ PersonId: first, SessionId });
    const declined = await call({ PersonId: second, SessionId, JoinWaitingList: "false" });
    expect(declined.json).toMatchObject({ Allowed: false, ReasonCode: "full", Status: "unregistered" });
    const waiting = await call({ PersonId: second, SessionId });
    expect(waiting.json).toMatchObject({
      ...{ Allowed: false, Result: "waitlisted", Status: "waitlisted", WaitingListPosition: 1, SeatsLeft: 0 },
      Message: "The session is full. You are number 1 on the waiting list.",
    });
    expect((await call({ PersonId: third, SessionId })).json.ReasonCode).toBe("waiting_list_full");
    const { json } = await askLenos("SessionAvailability", { as: app, query: { SessionId } });
    expect(json.SessionAvailability).toEqual([
      { SessionId, Capacity: 1, SeatsLeft: 0, WaitingListLength: 1, WaitingListCapacity: 1 },
    ]);
    const strict = await giveApp(conferenceId, { refusesAs409: true });
    expect(await call({ PersonId: third, SessionId }, { as: strict })).toMatchObject({
      ...{ status: 409, json: { Allowed: false, ReasonCode: "waiting_list_full" } },
    });
    const client = await db();
    const [logged] = await client.appCall.findMany({ where: { credentialId: strict.id } });
    expect(logged).toMatchObject({
      resource: "SessionRegistration",
      status: 409,
      mode: "register",
      code: "waiting_list_full",
    });
  });

  test("knows nobody whom the credential may not see, and no session that is gone", async () => {
    const { publicId: SessionId } = await talk({ from: 8, until: 9, capacity: null });
    const [PersonId, tester] = [await attendee(), await attendee({}, true)];
    const codeOf = async (body: Record<string, string>, as = app) => (await call(body, { as })).json.ReasonCode;
    expect(await codeOf({ PersonId: "nobody", SessionId })).toBe("person_not_found");
    expect(await codeOf({ PersonId, SessionId: "nothing" })).toBe("session_not_found");
    expect(await codeOf({ PersonId: tester, SessionId })).toBe("person_not_found");
    expect(await codeOf({ PersonId: tester, SessionId }, await giveApp(conferenceId, { includesTest: true }))).toBe(
      null,
    );
    expect(await codeOf({ PersonId, SessionId }, await giveApp(conferenceId, { categories: ["FULL"] }))).toBe(
      "person_not_found",
    );
    const elsewhere = await giveApp(await seedAgenda());
    expect(await codeOf({ PersonId, SessionId }, elsewhere)).toBe("person_not_found");
    for (const body of [{ SessionId }, { PersonId }, { PersonId, SessionId, Action: "buy" }]) {
      expect((await call(body as Record<string, string>)).json.Error.Code).toBe("bad_request");
    }
  });

  test("that has to be paid for names the person's page", async () => {
    const { publicId: SessionId } = await talk({ from: 9, until: 10, booking: "portal" });
    const PersonId = await attendee();
    expect((await call({ PersonId, SessionId })).json).toMatchObject({
      ...{ Allowed: false, ReasonCode: "portal_only", PaymentUrl: `http://127.0.0.1:3999/r/${PersonId}` },
    });
  });
});

describe("a key", () => {
  test("gives a repetition the first answer, with the state as it is now", async () => {
    const [PersonId, { publicId: SessionId }] = [await attendee(), await talk({ from: 11, until: 12 })];
    const headers = { "idempotency-key": '"tap-1"' };
    const first = await call({ PersonId, SessionId }, { headers });
    expect(first.json).toMatchObject({ Replayed: false, Already: false, RequestId: "tap-1" });
    const again = await call({ PersonId, SessionId, RequestId: "tap-1" });
    expect(again.json).toEqual({ ...first.json, Replayed: true });
    await call({ PersonId, SessionId, Action: "unregister" });
    const later = await call({ PersonId, SessionId }, { headers });
    expect(later.json).toMatchObject({ Replayed: true, Result: "registered", Status: "unregistered" });
    const other = await call({ PersonId, SessionId, Action: "unregister" }, { headers });
    expect([other.status, other.json.Error.Code]).toEqual([422, "idempotency_key_reused"]);
    const elsewhere = await giveApp(conferenceId);
    expect((await call({ PersonId, SessionId }, { headers, as: elsewhere })).json.Replayed).toBe(false);
    await seedRows(conferenceId, [{ ...person(PersonId), isDeleted: true }]);
    expect((await call({ PersonId, SessionId }, { headers })).json.ReasonCode).toBe("person_not_found");
  });

  test("of a call that named nobody, or no session, is one that was used", async () => {
    const [PersonId, { publicId: SessionId }] = [await attendee(), await talk({ from: 13, until: 14 })];
    for (const unknown of [
      { PersonId: "nobody", SessionId },
      { PersonId, SessionId: "nothing" },
    ]) {
      const RequestId = `tap-at-${unknown.PersonId}-${unknown.SessionId}`;
      const first = await call({ ...unknown, RequestId });
      expect(first.json).toMatchObject({ Allowed: false, Replayed: false, ReasonCode: expect.stringMatching(/_not_/) });
      expect((await call({ ...unknown, RequestId })).json).toEqual({ ...first.json, Replayed: true });
      const other = await call({ PersonId, SessionId, RequestId });
      expect([other.status, other.json.Error?.Code]).toEqual([422, "idempotency_key_reused"]);
    }
  });

  test("whose answer could not be kept is answered by what was booked", async () => {
    const [PersonId, { publicId: SessionId, id }] = [await attendee(), await talk({ from: 13, until: 14 })];
    const client = await db();
    await client.$executeRaw`ALTER TABLE app_request_key ADD CONSTRAINT broken CHECK (answer IS NULL) NOT VALID`;
    const booked = await call({ PersonId, SessionId, RequestId: "tap-3" });
    await client.$executeRaw`ALTER TABLE app_request_key DROP CONSTRAINT broken`;
    expect([booked.status, booked.json.Result]).toEqual([200, "registered"]);
    expect((await takenOf(id)).taken).toBe(1);
  });

  test("whose first call still runs is in progress; one that died, or is a day old, is free again", async () => {
    const [PersonId, { publicId: SessionId }] = [await attendee(), await talk({ from: 12, until: 13 })];
    const ask = () => call({ PersonId, SessionId, RequestId: "tap-2" });
    const [one, two] = await Promise.all([ask(), ask()]);
    const codes = [one, two].map(({ status, json }) => (status === 200 ? json.Replayed : json.Error.Code));
    expect(codes).toContain(false);
    expect(codes.some((code) => code === true || code === "in_progress")).toBe(true);
    const client = await db();
    const ofKey = { where: { credentialId: app.id, requestHash: { not: "" } }, orderBy: { id: "desc" } } as const;
    const { id } = await client.appRequestKey.findFirstOrThrow(ofKey);
    await client.$executeRaw`UPDATE app_request_key SET answer = NULL, at = now() WHERE id = ${id}`;
    const running = await ask();
    expect([running.status, running.json.Error.Code, running.headers.get("retry-after")]).toEqual([
      409,
      "in_progress",
      "1",
    ]);
    await client.$executeRaw`UPDATE app_request_key SET at = now() - interval '31 seconds' WHERE id = ${id}`;
    expect((await ask()).json).toMatchObject({ Already: true, Replayed: false });
    await client.$executeRaw`UPDATE app_request_key SET at = now() - interval '25 hours' WHERE id = ${id}`;
    expect((await ask()).json.Replayed).toBe(false);
  });
});

describe("the agenda as a calendar", () => {
  test("has every session, cancelled ones as such, in lines of 75 octets", async () => {
    const { id } = await talk({ from: 14, until: 15, title: `Cancelled; ${"ü,".repeat(60)}`, isCancelled: true });
    const { text, headers, status } = await askLenos("Session.ics", { as: app, headers: { accept: "text/calendar" } });
    expect([status, headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
    const client = await db();
    const { publicId } = await client.session.findUniqueOrThrow({ where: { id } });
    const entry = text.split("BEGIN:VEVENT").find((one) => one.includes(`UID:${publicId}@127.0.0.1`)) ?? "";
    for (const line of ["STATUS:CANCELLED", "DTSTART:20270614T140000Z", "DTEND:20270614T150000Z"]) {
      expect(entry).toContain(`\r\n${line}\r\n`);
    }
    expect(entry).toMatch(/\r\nSEQUENCE:[1-9]\d*\r\n/);
    expect(entry).toContain("SUMMARY:Cancelled\\; ü\\,");
    for (const line of text.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toContain("\ufffd");
    }
    const same = await askLenos("Sessions.ics", { as: app, headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect(same.status).toBe(304);
  });

  test("of one person is what they booked, by the address that they were given", async () => {
    const [PersonId, mine] = [await attendee(), await talk({ from: 16, until: 17, title: "Mine" })];
    await talk({ from: 17, until: 18, title: "Not mine" });
    await call({ PersonId, SessionId: mine.publicId });
    const { searchParams, protocol } = new URL(subscriptionUrl("http://127.0.0.1:3999", PersonId));
    expect(protocol).toBe("webcal:");
    const { text, status } = await askLenos("Session.ics", { query: Object.fromEntries(searchParams) });
    expect([status, [...text.matchAll(/SUMMARY:(.*)\r/g)].map(([, title]) => title)]).toEqual([200, ["Mine"]]);
    expect(text).toContain("STATUS:CONFIRMED");
    const stolen = { PersonId: await attendee(), token: searchParams.get("token") ?? "" };
    for (const query of [stolen, { PersonId }]) {
      expect((await askLenos("Session.ics", { query, as: app })).json.Error.Code).toBe("invalid_credentials");
    }
    await republish(conferenceId);
  });

  test("of one person keeps what they left, and what was cancelled, as cancelled", async () => {
    const PersonId = await attendee();
    const [left, called] = [await talk({ from: 18, until: 19 }), await talk({ from: 19, until: 20 })];
    for (const { publicId: SessionId } of [left, called]) await call({ PersonId, SessionId });
    const query = Object.fromEntries(new URL(calendarUrl("http://127.0.0.1:3999", PersonId)).searchParams);
    const look = (more: AskedLenos = {}) => askLenos("Sessions.ics", { query, ...more });
    const statesOf = (text: string) => [...text.matchAll(/STATUS:(\w+)/g)].map(([, state]) => state);
    const first = await look();
    expect(statesOf(first.text)).toEqual(["CONFIRMED", "CONFIRMED"]);
    const ifNoneMatch = { headers: { "if-none-match": first.headers.get("etag") ?? "" } };
    expect((await look(ifNoneMatch)).status).toBe(304);
    await call({ PersonId, SessionId: left.publicId, Action: "unregister" });
    const client = await db();
    await client.session.update({ where: { id: called.id }, data: { isCancelled: true } });
    await republish(conferenceId);
    const second = await look(ifNoneMatch);
    expect([second.status, statesOf(second.text)]).toEqual([200, ["CANCELLED", "CANCELLED"]]);
    for (const { publicId } of [left, called]) expect(second.text).toContain(`UID:${publicId}@127.0.0.1`);
  });

  test("of one person is asked for so often and no more", async () => {
    const query = Object.fromEntries(new URL(calendarUrl("http://127.0.0.1:3999", await attendee())).searchParams);
    const codes: (number | string)[] = [];
    for (let time = 0; time < 21; time++) {
      const { status, json } = await askLenos("Session.ics", { query });
      codes.push(status === 200 ? status : json.Error.Code);
    }
    expect([codes.indexOf("rate_limited"), codes[0]]).toEqual([20, 200]);
  });
});
