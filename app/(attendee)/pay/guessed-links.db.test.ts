import { NextRequest } from "next/server";
import { beforeAll, expect, test } from "vitest";
import { linkTo } from "@/lib/access/followed-link.fixture";
import { readFollowedLink } from "@/lib/access/read-link";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { LIMITS, type Limit } from "@/lib/limits/take-token";
import { GET, HEAD } from "./route";

const REGISTERED = 100;
const GUESSES = 10_000;
const NETWORKS = 500;
const AT_ONCE = 8;
const ADDRESS = "192.0.2.1";

let conference: Conference;

beforeAll(async () => {
  await queue();
  ({ conference } = await seedConference());
  // Some have been here, their browsers not: nothing of that may show.
  for (let number = 1; number <= REGISTERED; number++) await seedRegistration(conference.id, number);
});

function follow(query: string, address = ADDRESS): Promise<Response> {
  const headers = { "x-forwarded-for": address, "accept-language": "en" };
  return GET(new NextRequest(`http://127.0.0.1:3999/pay?${query}`, { headers }));
}

function codes({
  friendlyId,
  registrationDbId,
  email,
}: {
  friendlyId: number;
  registrationDbId: number;
  email: string;
}) {
  return `codes=${conference.indicoEventId}.${friendlyId}.${registrationDbId}.${conference.indicoFormId}|${email}`;
}

/** Everything that a browser sees, the random id apart. */
async function seen(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value.replace(/[2-9A-Z]{18}$/, "(id)")}`);
  return JSON.stringify([response.status, headers, await response.text()]);
}

test("10,000 guessed links: one answer, no datum, and Indico asked within the limits", {
  timeout: 600_000,
}, async () => {
  const started = performance.now();
  const answers = new Map<string, number>();
  const guess = async (index: number) => {
    const number = (index % 2_000) + 1;
    // Every second guess has the right address for its number: of 100 registered and 1,900 that are not.
    const email = index % 4 < 2 ? `person${number}@example.org` : `guess${index}@example.org`;
    const link = { friendlyId: number, registrationDbId: 2_000 + number, email };
    const network = index % NETWORKS;
    const answer = await seen(await follow(codes(link), `198.18.${network >> 8}.${network & 255}`));
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  };
  for (let index = 0; index < GUESSES; index += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, offset) => guess(index + offset)));
  }
  expect([...answers.keys()]).toEqual([
    JSON.stringify([303, ["cache-control: no-store", "location: /verify/(id)"], ""]),
  ]);

  const client = await db();
  const jobs = await client.$queryRaw<{ id: number }[]>`
    SELECT (data->>'linkRequestId')::int AS id FROM pgboss.job WHERE name = 'link.read'`;
  const allowed = ({ burst, perSeconds }: Limit) =>
    Math.ceil(burst + ((performance.now() - started) / 1_000) * (burst / perSeconds));
  expect(jobs.length).toBeLessThanOrEqual(allowed(LIMITS.linkByConference));
  expect(jobs.length).toBeGreaterThanOrEqual(LIMITS.linkByConference.burst);

  let asked = 0;
  for (const { id } of jobs) {
    await readFollowedLink(id, async ({ indicoDbId, email }) => {
      asked += 1;
      const number = indicoDbId - 2_000;
      return number <= REGISTERED && email === `person${number}@example.org` ? "agrees" : "disagrees";
    });
  }
  expect(asked).toBeLessThanOrEqual(allowed(LIMITS.readByConference) + allowed(LIMITS.readKnownByConference));
  expect(asked).toBeGreaterThanOrEqual(LIMITS.readByConference.burst);
  const strangers = await client.mail.count({ where: { recipient: { startsWith: "guess" } } });
  expect(strangers, "letters to addresses that Indico does not know").toBe(0);
  expect(await client.accessGrant.count()).toBe(0);
});

test.each([
  { query: "", why: "nothing" },
  { query: "codes=1.2.3|a@example.org", why: "three numbers" },
  { query: "codes=999999.1.1.1|person1@example.org", why: "a foreign conference" },
])("$why leads to the neutral page, and leaves nothing", async ({ query }) => {
  const client = await db();
  const before = await client.linkRequest.count();
  const answer = await seen(await follow(query));
  expect(answer).toBe(JSON.stringify([303, ["cache-control: no-store", "location: /cannot-open"], ""]));
  expect(await client.linkRequest.count()).toBe(before);
});

test("a HEAD of a mail scanner has no effect, and is the same for every link", async () => {
  const client = await db();
  const before = await client.linkRequest.count();
  const answers = [HEAD(), HEAD()].map(({ status, headers }) => [status, [...headers]]);
  expect(answers[0]).toEqual([200, [["cache-control", "no-store"]]]);
  expect(answers[1]).toEqual(answers[0]);
  expect(await client.linkRequest.count()).toBe(before);
});

test("where two Indicos use the same numbers, the link has to name its conference", async () => {
  const { conference: other } = await seedConference();
  const client = await db();
  const { indicoEventId, indicoFormId } = conference;
  await client.conference.update({
    where: { id: other.id },
    data: { indicoUrl: "http://127.0.0.1:2", indicoEventId, indicoFormId },
  });
  const query = codes(linkTo(conference));
  expect((await follow(query, "192.0.2.9")).headers.get("location")).toBe("/cannot-open");
  const { GET: GET_NAMED } = await import("./[conference]/route");
  const named = (slug: string) =>
    GET_NAMED(new NextRequest(`http://127.0.0.1:3999/pay/${slug}?${query}`), {
      params: Promise.resolve({ conference: slug }),
    });
  expect((await named(other.slug)).headers.get("location")).toMatch(/^\/verify\/[2-9A-Z]{18}$/);
  expect((await named("a\u0000b")).headers.get("location")).toBe("/cannot-open");
  expect((await named("no-such")).headers.get("location")).toBe("/cannot-open");
  expect((await named("nul\u0000")).headers.get("location")).toBe("/cannot-open");
});
