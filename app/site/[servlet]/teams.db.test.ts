import { beforeAll, describe, expect, test } from "vitest";
import { type Answered, askServlet, giveCredential, PLAIN_KEY } from "@/app/site/ask-servlet.fixture";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";

type Fields = Record<string, unknown>;

let here = 0;
let elsewhere = 0;
let closed = 0;
const teams: Record<number, number> = {};
let key = "";
let keyHere = "";
let account = { login_name: "", login_password: "" };

/** A conference with the team "Zagreb", led by Mira. */
async function seedTeam(): Promise<number> {
  const client = await db();
  const { conferenceId } = await seedConference();
  await client.conference.update({ where: { id: conferenceId }, data: { takesDelegations: true } });
  const { id: leaderId } = await seedRegistration(conferenceId, 7);
  await client.registration.update({ where: { id: leaderId }, data: { firstName: "Mira", lastName: "Kovač" } });
  const named = { name: "Zagreb", nameKey: "zagreb", publicId: `TEAM${conferenceId}`.padEnd(18, "A") };
  teams[conferenceId] = (await client.delegation.create({ data: { ...named, conferenceId, leaderId } })).id;
  return conferenceId;
}

async function ask(more: Record<string, string>, api_key = key): Promise<Answered> {
  const body = { api_key, v: "1.0", response_format: "json", method: "getTeamsByInfo", ...more };
  const isServer = "login_name" in more;
  const server = { servlet: "SRTeamraiserAPI", address: "192.0.2.5", isHttps: true };
  return askServlet({ body, ...(isServer ? server : {}) });
}

/** The teams of an answer, with their number in all. */
function told(answer: Answered): Fields[] {
  const { team = [], totalNumberResults } = answer.root("getTeamSearchByInfoResponse");
  const list = [team].flat() as Fields[];
  expect(totalNumberResults).toBe(String(list.length));
  return list;
}

const events = (answer: Answered) => told(answer).map(({ EventId }) => Number(EventId));

beforeAll(async () => {
  [here, elsewhere, closed] = [await seedTeam(), await seedTeam(), await seedTeam()];
  const client = await db();
  await client.conference.update({ where: { id: closed }, data: { isOpen: false } });
  // Indico's number of the one is the other's own number.
  await client.conference.update({ where: { id: here }, data: { indicoEventId: elsewhere } });
  key = (await giveCredential(PLAIN_KEY)).secret;
  keyHere = (await giveCredential({ ...PLAIN_KEY, conferenceId: here })).secret;
  const made = await giveCredential({ kind: "convio_server", conferenceId: null, allowedAddresses: ["192.0.2.5"] });
  account = { login_name: made.name, login_password: made.secret };
});

describe("getTeamsByInfo", () => {
  test("finds teams by a part of their name, their event or their number, and not who leads them", async () => {
    expect(events(await ask({ team_name: "AGRE" }))).toEqual([here, elsewhere]);
    expect(events(await ask({ team_name: "a%e" }))).toEqual([]);
    expect(events(await ask({ fr_id: String(elsewhere) }))).toEqual([elsewhere]);
    const [team] = told(await ask({ team_id: String(teams[here]) }));
    expect(team).toMatchObject({ id: String(teams[here]), name: "Zagreb", EventId: String(here) });
    expect(Object.keys(team ?? {}).filter((name) => name.startsWith("captain"))).toEqual([]);
  });

  test("a tied key finds its own conference's, whatever the other's number is in Indico", async () => {
    expect(events(await ask({ team_name: "zagreb" }, keyHere))).toEqual([here]);
    expect(events(await ask({ team_id: String(teams[elsewhere]) }, keyHere))).toEqual([]);
  });

  test("an event that was never open has none, until somebody is registered there", async () => {
    expect(events(await ask({ fr_id: String(closed) }))).toEqual([]);
    expect(events(await ask({ team_id: String(teams[closed]) }))).toEqual([]);
    const client = await db();
    await client.registration.updateMany({ where: { conferenceId: closed }, data: { state: "active" } });
    expect(events(await ask({ fr_id: String(closed) }))).toEqual([closed]);
    await client.registration.updateMany({ where: { conferenceId: closed }, data: { state: "cancelled" } });
  });

  test("a leader's name is asked, and told, over the server API alone", async () => {
    expect((await ask({ fr_id: String(here), last_name: "Kovač" })).code).toBe(9);
    expect((await ask({ fr_id: String(here), first_name: "Mira" })).code).toBe(9);
    const [team] = told(await ask({ ...account, fr_id: String(here), last_name: "KOVA" }));
    expect(team).toMatchObject({ captainFirstName: "Mira", captainLastName: "Kovač" });
    expect(told(await ask({ ...account, fr_id: String(here), last_name: "Horvat" }))).toEqual([]);
    expect((await ask({ ...account, last_name: "Ko" })).code).toBe(9);
  });

  test("without a question, or with a character that no name has: 9", async () => {
    expect((await ask({})).code).toBe(9);
    expect((await ask({ team_name: "Zag\u0000reb" })).code).toBe(9);
  });
});
