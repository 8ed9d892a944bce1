import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { beginCardPayment } from "@/lib/payments/begin-card-payment";
import { fakeCards } from "@/lib/payments/card-provider.fixture";
import { acceptWaiver, findMissingWaiver } from "./accept-waiver";
import { waiverKey } from "./waiver";

const NOW = new Date("2027-03-01T12:00:00Z");
const BY = { kind: "person", id: "1" } as const;
const WORDS = "I dive at my own risk.";
const PAROLE = "Mi immergo a mio rischio.";

/** A draft order in a category with a waiver in two languages. */
async function seedDraft() {
  const { conferenceId } = await seedConference();
  const client = await db();
  const { id: categoryId } = await client.category.findFirstOrThrow({ where: { conferenceId } });
  const wording = (waiver: string, waiverIt = PAROLE) =>
    client.category.update({ where: { id: categoryId }, data: { waiver, translations: { it: { waiver: waiverIt } } } });
  await wording(WORDS);
  const { id } = await seedRegistration(conferenceId, 1);
  const held = await holdOrder(id, { categoryCode: "FULL", services: [] }, BY, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  const place = () => placeOrder(order.id, { way: "on_site" }, BY, NOW);
  const read = () => client.registration.findUniqueOrThrow({ where: { id } });
  const audit = () => client.auditEntry.findMany({ where: { conferenceId, what: "registration.waiver-accepted" } });
  return { id, order, wording, place, read, audit };
}

beforeAll(async () => {
  await queue();
});

test("nothing is ordered by any way before it is accepted", async () => {
  const { order, place } = await seedDraft();
  expect(await place()).toEqual({ ok: false, error: "waiver-missing" });
  const addresses = { returnUrl: "http://127.0.0.1/back", cancelUrl: "http://127.0.0.1/left" };
  expect(await beginCardPayment(order.id, fakeCards().provider, addresses, BY, NOW)).toEqual({
    ok: false,
    error: "waiver-missing",
  });
});

test.each([WORDS, PAROLE])("it is kept when and in which words, and said in the audit once: %s", async (text) => {
  const { id, place, read, audit } = await seedDraft();
  for (const _ of [1, 2]) expect(await acceptWaiver(id, waiverKey(text), BY, NOW)).toMatchObject({ ok: true });
  expect(await read()).toMatchObject({ waiverAcceptedAt: NOW, waiverText: text });
  expect(await audit()).toMatchObject([{ after: { category: "FULL", text } }]);
  expect(await place()).toMatchObject({ ok: true });
});

test("words that changed while the page was open are not accepted; those of before hold no longer", async () => {
  const { id, wording, place, read } = await seedDraft();
  await wording("I dive with a friend.", "Mi immergo con un amico.");
  expect(await acceptWaiver(id, waiverKey(WORDS), BY, NOW)).toEqual({ ok: false, error: "changed" });
  expect((await read()).waiverAcceptedAt).toBeNull();
  await acceptWaiver(id, waiverKey("I dive with a friend."), BY, NOW);
  await wording("I dive with two friends.", "");
  expect(await place()).toEqual({ ok: false, error: "waiver-missing" });
});

test("who has no draft accepts nothing", async () => {
  const { conferenceId } = await seedConference();
  const { id } = await seedRegistration(conferenceId, 1);
  expect(await acceptWaiver(id, waiverKey(WORDS), BY, NOW)).toEqual({ ok: false, error: "not-found" });
});

test("who is on a placed order whose category came to demand it is asked until they accept, in their language", async () => {
  const { id, wording, place, read } = await seedDraft();
  await wording("", "");
  expect(await place()).toMatchObject({ ok: true });
  expect(await findMissingWaiver(id, "en")).toBeNull();
  await wording(WORDS);
  expect(await findMissingWaiver(id, "en")).toEqual({ key: waiverKey(WORDS), text: WORDS, lang: "en" });
  expect(await findMissingWaiver(id, "it")).toMatchObject({ text: PAROLE, lang: "it" });
  expect(await acceptWaiver(id, waiverKey(PAROLE), BY, NOW)).toMatchObject({ ok: true });
  expect(await read()).toMatchObject({ waiverAcceptedAt: NOW, waiverText: PAROLE });
  expect(await findMissingWaiver(id, "en")).toBeNull();
});
