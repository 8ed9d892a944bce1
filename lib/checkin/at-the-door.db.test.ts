import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { ticketCode } from "@/lib/documents/ticket-code";
import { newPublicId } from "@/lib/ids/public-id";
import { hashTicketSecret } from "@/lib/indico/read-registrant";
import { queue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";
import { type PlacingWay, placeOrder } from "@/lib/orders/place-order";
import { approvePurchaseOrder } from "@/lib/payments/decide-purchase-order";
import { takeOnSite } from "@/lib/payments/take-on-site";
import {
  type DoorAnswer,
  letIn,
  letInAgain,
  letInUnpaid,
  type Post,
  scanAtDoor,
  takePaymentAtDoor,
  undoAtDoor,
} from "./at-the-door";
import { listDoors, loadPresence } from "./load-presence";

const NOW = new Date("2027-06-14T08:00:00Z");
const BEFORE = new Date("2027-03-01T12:00:00Z");
const JOB = { kind: "job", id: "test" } as const;
const UUID = "48647d20-31a6-4a35-a347-1a6431035a29";

type Seeded = Awaited<ReturnType<typeof seedConference>>;
let conference: Seeded["conference"];
let number = 0;
let staffId = 0;

beforeAll(async () => {
  await queue();
  const client = await db();
  const staff = await client.staff.create({ data: { email: "door@example.org", name: "Amara Okonkwo" } });
  staffId = staff.id;
});

beforeEach(async () => {
  ({ conference } = await seedConference());
});

const at = (door: string): Post => ({ door, actor: { kind: "staff", id: String(staffId) }, now: NOW });

/** Somebody with a placed order, paid or not. */
async function person({ paid = true, way = { way: "on_site" } as PlacingWay, services = ["TALK"] } = {}) {
  number += 1;
  const registration = await seedRegistration(conference.id, number);
  const wanted = services.map((code) => ({ code, quantity: 1 }));
  const held = await holdOrder(registration.id, { categoryCode: "FULL", services: wanted }, JOB, BEFORE);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const client = await db();
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  const placed = await placeOrder(order.id, way, JOB, BEFORE);
  if (!placed.ok) throw new Error(JSON.stringify(placed.error));
  if (paid) await takeOnSite(order.id, { amountMinor: order.totalMinor, currency: "EUR", at: BEFORE }, JOB, BEFORE);
  return { ...registration, orderId: order.id, scan: ticketCode(registration.publicId).scan };
}

const kindOf = (answer: DoorAnswer) => answer.kind;
const entryOf = (answer: DoorAnswer) => ("person" in answer ? answer.person.entry : undefined);
const openEntries = async (registrationId: number) =>
  (await db()).checkIn.findMany({ where: { registrationId, undoneAt: null } });

describe("a ticket of ours", () => {
  test("lets a person in, and says what they get", async () => {
    const { id, scan } = await person({ services: ["TALK"] });
    const answer = await scanAtDoor(conference, scan, at("Door A"));
    expect(answer).toMatchObject({
      kind: "in",
      person: { name: `Person ${number}`, category: "Full", items: [{ name: "Talk", quantity: 1, guests: [] }] },
    });
    expect(await openEntries(id)).toMatchObject([{ at: NOW, door: "Door A", staffId }]);
    const registration = await (await db()).registration.findUniqueOrThrow({ where: { id } });
    expect(registration.checkedInAt).toEqual(NOW);
  });

  test("of eight doors at once one lets in, and the others name it", async () => {
    const { id, scan } = await person();
    const doors = Array.from({ length: 8 }, (_, index) => `Door ${index}`);
    const answers = await Promise.all(doors.map((door) => scanAtDoor(conference, scan, at(door))));
    const winner = doors[answers.findIndex(({ kind }) => kind === "in")];
    expect(answers.map(kindOf).toSorted()).toEqual([...Array(7).fill("already-in"), "in"]);
    const others = answers.filter(({ kind }) => kind === "already-in");
    expect(others.map(entryOf)).toEqual(Array(7).fill({ at: NOW.toISOString(), door: winner, by: "Amara Okonkwo" }));
    expect(await openEntries(id)).toHaveLength(1);
    const audit = { what: "registration.checked-in", objectId: String(id) };
    expect(await (await db()).auditEntry.count({ where: audit })).toBe(1);
  });

  test("is typed in its short form", async () => {
    const { publicId } = await person();
    expect(kindOf(await scanAtDoor(conference, ticketCode(publicId).short, at("")))).toBe("in");
  });

  test("of another conference, of nobody and of an erased person", async () => {
    const { scan } = await person();
    const other = await seedConference();
    expect(await scanAtDoor(other.conference, scan, at(""))).toEqual({ kind: "other-conference" });
    expect(await scanAtDoor(conference, ticketCode(newPublicId()).scan, at(""))).toEqual({ kind: "unknown" });
    const gone = await person();
    await (await db()).registration.update({ where: { id: gone.id }, data: { state: "erased" } });
    expect(await scanAtDoor(conference, gone.scan, at(""))).toEqual({ kind: "unknown" });
  });

  test.each([
    { state: "cancelled", kind: "cancelled" },
    { state: "draft", kind: "not-registered" },
  ] as const)("of a $state registration is $kind", async ({ state, kind }) => {
    const { id, scan } = await person();
    await (await db()).registration.update({ where: { id }, data: { state } });
    expect(kindOf(await scanAtDoor(conference, scan, at("")))).toBe(kind);
    expect(await openEntries(id)).toEqual([]);
  });
});

describe("who has not paid", () => {
  test("is not let in; the money is taken, and then they are", async () => {
    const { id, orderId, publicId, scan } = await person({ paid: false, way: { way: "transfer" } });
    const answer = await scanAtDoor(conference, scan, at("Door A"));
    expect(answer).toMatchObject({
      kind: "not-paid",
      person: { owed: { minor: 30_000, currency: "EUR", way: "transfer" } },
    });
    expect(await openEntries(id)).toEqual([]);

    expect(await takePaymentAtDoor(conference.id, publicId, 29_999, at("Door A"))).toEqual({ kind: "amount-changed" });
    const desks = await Promise.all(
      ["Door A", "Door B"].map((door) => takePaymentAtDoor(conference.id, publicId, 30_000, at(door))),
    );
    expect(desks.map(kindOf).toSorted()).toEqual(["already-in", "in"]);
    const order = await (await db()).order.findUniqueOrThrow({
      where: { id: orderId },
      include: { ledger: true, payments: { orderBy: { id: "asc" } } },
    });
    expect(order).toMatchObject({ settledAt: NOW, way: "on_site", ledger: [{ amountMinor: 30_000 }] });
    expect(order.payments.map(({ way, state }) => `${way} ${state}`)).toEqual([
      "transfer cancelled",
      "on_site confirmed",
    ]);
  });

  test("is let in by whoever may decide it", async () => {
    const { publicId } = await person({ paid: false });
    expect(kindOf(await letIn(conference.id, publicId, at("")))).toBe("not-paid");
    expect(kindOf(await letInUnpaid(conference.id, publicId, at("")))).toBe("in");
  });

  test("comes in on an approved purchase order, and not before", async () => {
    const purchaseOrder = {
      institute: "Institute",
      address: "Street 1",
      contactEmail: "o@example.org",
      orderNumber: "",
    };
    const { orderId, scan } = await person({ paid: false, way: { way: "purchase_order", purchaseOrder } });
    expect(kindOf(await scanAtDoor(conference, scan, at("")))).toBe("not-paid");
    await approvePurchaseOrder(orderId, JOB, BEFORE);
    expect(kindOf(await scanAtDoor(conference, scan, at("")))).toBe("in");
  });
});

test("an undo is counted out, keeps its row, and the person may come in again", async () => {
  const { id, publicId } = await person();
  await letIn(conference.id, publicId, at("Door A"));
  expect(await loadPresence(conference.id)).toMatchObject({ present: 1, expected: 1 });
  expect(kindOf(await undoAtDoor(conference.id, publicId, at("Door A")))).toBe("undone");
  expect(await loadPresence(conference.id)).toMatchObject({ present: 0, expected: 1, doors: [], recent: [] });
  expect(kindOf(await letIn(conference.id, publicId, at("Door B")))).toBe("in");
  const rows = await (await db()).checkIn.findMany({ where: { registrationId: id }, orderBy: { id: "asc" } });
  expect(rows).toMatchObject([
    { door: "Door A", undoneAt: NOW, undoneById: staffId },
    { door: "Door B", undoneAt: null },
  ]);
  expect(await loadPresence(conference.id)).toMatchObject({
    doors: [{ door: "Door B", present: 1 }],
    recent: [{ publicId, door: "Door B", by: "Amara Okonkwo", at: NOW.toISOString() }],
  });
  expect(await listDoors(conference.id)).toEqual(["Door A", "Door B"]);
});

test("who is in already is let in once more, and the audit says so", async () => {
  const { id, publicId } = await person();
  await letIn(conference.id, publicId, at("Door A"));
  expect(kindOf(await letInAgain(conference.id, publicId, at("Door B")))).toBe("noted");
  expect(await openEntries(id)).toMatchObject([{ door: "Door A" }]);
  const again = await (await db()).auditEntry.findFirstOrThrow({
    where: { what: "registration.let-in-again", objectId: String(id) },
  });
  expect(again.after).toEqual({ door: "Door B" });
});

describe("a ticket of Indico", () => {
  const code32 = (secret: string, dbId: number, eventId = conference.indicoEventId) =>
    JSON.stringify({
      registrant_id: dbId,
      checkin_secret: secret,
      event_id: String(eventId),
      server_url: "http://127.0.0.1:1/",
      version: 1,
    });
  const code33 = (uuid: string, more: string[] = []) =>
    JSON.stringify({
      i: [2, "http://127.0.0.1:1", Buffer.from(uuid.replaceAll("-", ""), "hex").toString("base64"), ...more],
    });
  const ticketed = async () => {
    const registration = await person();
    await (await db()).registration.update({
      where: { id: registration.id },
      data: { indicoTicketHash: hashTicketSecret(UUID) },
    });
    return { ...registration, dbId: registration.indicoDbId ?? 0 };
  };

  test("of either version lets its owner in", async () => {
    const { dbId } = await ticketed();
    expect(kindOf(await scanAtDoor(conference, code32(UUID, dbId), at("")))).toBe("in");
    expect(kindOf(await scanAtDoor(conference, code33(UUID), at("")))).toBe("already-in");
  });

  test("with a guessed id and a secret of one's own lets nobody in", async () => {
    const { id, dbId } = await ticketed();
    const forged = UUID.replace("48", "49");
    for (const code of [code32(forged, dbId), code32(UUID, dbId + 1), code33(forged)]) {
      expect(await scanAtDoor(conference, code, at("")), code).toEqual({ kind: "indico-silent" });
    }
    expect(await openEntries(id)).toEqual([]);
  });

  test("of another event or another Indico says so", async () => {
    const { dbId } = await ticketed();
    expect(await scanAtDoor(conference, code32(UUID, dbId, 99), at(""))).toEqual({ kind: "other-event" });
    const elsewhere = code33(UUID).replace("127.0.0.1:1", "indico.example.org");
    expect(await scanAtDoor(conference, elsewhere, at(""))).toEqual({ kind: "other-indico" });
  });

  test("of somebody who comes along names whom with, and checks nobody in", async () => {
    const { id } = await ticketed();
    expect(kindOf(await scanAtDoor(conference, code33(UUID, ["x"]), at("")))).toBe("companion");
    expect(await openEntries(id)).toEqual([]);
  });

  test("is asked of Indico so often and no more", async () => {
    await ticketed();
    const unknown = code33("00000000-0000-4000-8000-000000000000");
    const one: Post = { ...at(""), actor: { kind: "staff", id: "999999" } };
    const answers: DoorAnswer[] = [];
    for (let count = 0; count < 62; count++) answers.push(await scanAtDoor(conference, unknown, one));
    expect(answers[0]?.kind).toBe("indico-silent");
    expect(answers.at(-1)?.kind).toBe("too-many");
  });
});
