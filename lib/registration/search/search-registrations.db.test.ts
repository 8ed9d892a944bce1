import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "@/lib/payments/receive-money";
import { filterOfQuery } from "./filter";
import { type After, type Sort, searchRegistrations, walkRegistrations } from "./search-registrations";

const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "staff", id: "1" } as const;
const PEOPLE = [
  ["Elin", "Sjöström", "elin@tide.example.org", "Universität Kiel"],
  ["Łukasz", "Wójcik", "lw@example.org", ""],
  ["Þóra", "Halldórsdóttir", "thora@example.org", ""],
  ["Max", "Straße", "max.strasse@example.org", ""],
  ["Siobhán", "O'Brien", "so@example.org", ""],
  ["Юлия", "Шевчук", "yulia@example.org", ""],
  ["Minh Châu", "Nguyễn", "mc@example.org", ""],
  ["宏", "竹村", "hiroshi@example.org", ""],
] as const;
let conference = { id: 0, timeZone: "Europe/Lisbon" };
let reference = "";

beforeAll(async () => {
  await queue();
  const { conferenceId } = await seedConference();
  conference = { ...conference, id: conferenceId };
  const client = await db();
  const other = await seedConference();
  await seedRegistration(other.conferenceId, 1);
  for (const [index, [firstName, lastName, email, affiliation]] of PEOPLE.entries()) {
    const { id } = await seedRegistration(conferenceId, index + 1);
    await client.registration.update({
      where: { id },
      data: { firstName, lastName, email, affiliation, country: "SE" },
    });
  }
  // Elin paid, Łukasz owes, Þóra paid too much; the others ordered nothing.
  for (const [number, amountMinor] of [
    [1, 35_000],
    [2, null],
    [3, 31_000],
  ] as const) {
    const { id } = await client.registration.findFirstOrThrow({ where: { conferenceId, number } });
    const services = number === 1 ? [{ code: "DINNER", quantity: 1, diets: ["vegan"], guests: [] }] : [];
    const held = await holdOrder(id, { categoryCode: "FULL", services }, BY, NOW);
    if (!held.ok) throw new Error(JSON.stringify(held.error));
    const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
    await placeOrder(order.id, { way: "transfer" }, BY, NOW);
    if (number === 1) ({ reference } = order);
    const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
    if (amountMinor) await receiveMoney(payment.id, { amountMinor, currency: "EUR", at: NOW }, BY, NOW);
  }
  await client.registration.updateMany({ where: { conferenceId, number: 3 }, data: { checkedInAt: NOW } });
  await client.registration.updateMany({ where: { conferenceId, number: 8 }, data: { state: "cancelled" } });
});

async function find(query: string, sort: Sort = "number"): Promise<number[]> {
  const page = await searchRegistrations(conference, filterOfQuery(query), { sort, after: null, take: 50 });
  expect(page.count).toBe(page.rows.length);
  return page.rows.map(({ number }) => number);
}

test.each([
  ["q=sjostrom", [1]],
  ["q=Sjöström", [1]],
  ["q=SJÖSTR", [1]],
  ["q=elin kiel", [1]],
  ["q=universitat", [1]],
  ["q=lukasz", [2]],
  ["q=wojcik", [2]],
  ["q=thora", [3]],
  ["q=Þóra", [3]],
  ["q=strasse", [4]],
  ["q=straße", [4]],
  ["q=obrien", [5]],
  ["q=o'brien", [5]],
  ["q=шевчук", [6]],
  ["q=ШЕВЧУК", [6]],
  ["q=nguyen chau", [7]],
  ["q=竹村", [8]],
  ["q=elin@tide.example", [1]],
  ["q=example", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["q=F7", [7]],
  ["q=nobody", []],
  ["q=%25", []],
  ["q='; DROP TABLE registration --", []],
  ["q=elin:* | lukasz", []],
])("%s finds %j", async (query, numbers) => {
  expect(await find(query)).toEqual(numbers);
});

test("a reference is found as it is printed, and without its blanks", async () => {
  expect(await find(`q=${reference}`)).toEqual([1]);
  expect(await find(`q=${reference.replaceAll(/(.{4})/g, "$1 ")}`)).toEqual([1]);
});

test.each([
  ["money=paid", [1, 3]],
  ["money=owing", [2]],
  ["money=overpaid", []],
  ["money=nothing-ordered", [4, 5, 6, 7, 8]],
  ["state=cancelled", [8]],
  ["state=active", [1, 2, 3]],
  ["state=active&state=cancelled", [1, 2, 3, 8]],
  ["category=FULL&money=owing", [2]],
  ["service=DINNER", [1]],
  ["way=transfer", [1, 2, 3]],
  ["presence=here", [3]],
  ["country=SE&presence=away&state=active", [1, 2]],
  ["country=NO", []],
  ["from=2000-01-01", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["from=2999-01-01", []],
  ["until=2000-01-01", []],
  ["until=2999-01-01", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["from=2000-01-01&until=2000-12-31", []],
  ["from=2999-02-30", [1, 2, 3, 4, 5, 6, 7, 8]],
  ["money=nonsense&state=nonsense", [1, 2, 3, 4, 5, 6, 7, 8]],
])("%s finds %j", async (query, numbers) => {
  expect(await find(query)).toEqual(numbers);
});

test.each<Sort>(["newest", "oldest", "name", "-name", "number", "-number"])(
  "by %s, pages of three follow each other, each row once",
  async (sort) => {
    const seen: number[] = [];
    let after: After | null = null;
    do {
      const page: Awaited<ReturnType<typeof searchRegistrations>> = await searchRegistrations(
        conference,
        filterOfQuery(""),
        { sort, after, take: 3 },
      );
      seen.push(...page.rows.map(({ number }) => number));
      after = page.next;
    } while (after);
    expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(seen).toEqual(await find("", sort));
  },
);

test("the index follows a name that changes, and a batch walks by id", async () => {
  const client = await db();
  await client.registration.updateMany({
    where: { conferenceId: conference.id, number: 5 },
    data: { lastName: "Ibsen" },
  });
  expect(await find("q=obrien")).toEqual([]);
  expect(await find("q=ibsen")).toEqual([5]);
  const all = { afterId: 0, untilId: 2 ** 31 - 1, take: 2 };
  const first = await walkRegistrations(conference, filterOfQuery("money=paid"), all);
  expect(first).toHaveLength(2);
  expect(await walkRegistrations(conference, filterOfQuery("money=paid"), { ...all, afterId: first[1] ?? 0 })).toEqual(
    [],
  );
});
