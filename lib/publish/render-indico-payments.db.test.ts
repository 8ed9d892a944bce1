import { beforeAll, expect, test } from "vitest";
import { checkIn, undoCheckIn } from "@/lib/checkin/check-in";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { writeMirror } from "@/lib/mirror/write-mirror";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { readStandings } from "@/lib/registration/read-standings";
import { renderIndicoPayments } from "./render-indico-payments";

const NOW = new Date();
const BY = { kind: "job", id: "test" } as const;

let conferenceId: number;
let number = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

async function registered() {
  number += 1;
  const { id } = await seedRegistration(conferenceId, number);
  await (await db()).registration.update({ where: { id }, data: { state: "active" } });
  return id;
}

async function ordered() {
  const id = await registered();
  const held = await holdOrder(id, { categoryCode: "FULL", services: [] }, BY, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await (await db()).order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "on_site" }, BY, NOW);
  return id;
}

const sees = (registrationId: number, seen: { seenPaid: boolean; seenCheckedIn: boolean }) =>
  transaction((tx) =>
    tx.mirror.upsert({
      where: { registrationId },
      create: { registrationId, state: "in_step", ...seen },
      update: seen,
    }),
  );

async function listed(id: number) {
  const [row] = await transaction(async (tx) => renderIndicoPayments(tx, [id], await readStandings(tx, [id])));
  return row?.payload;
}

test("of somebody who did nothing here the list says nothing, whatever Indico shows", async () => {
  const id = await registered();
  expect(await listed(id)).toMatchObject({ paid: null, checkedIn: null });
  await sees(id, { seenPaid: true, seenCheckedIn: true });
  expect(await listed(id)).toMatchObject({ paid: null, checkedIn: null });
});

test("an order that waits for money is not paid, unless Indico shows a payment that was made there", async () => {
  const id = await ordered();
  expect(await listed(id)).toMatchObject({ paid: false, checkedIn: null });
  await sees(id, { seenPaid: true, seenCheckedIn: false });
  expect(await listed(id)).toMatchObject({ paid: null, checkedIn: null });
});

test("a check-in here, and its undoing, are said", async () => {
  const id = await registered();
  await checkIn(id, BY, NOW);
  expect(await listed(id)).toMatchObject({ paid: null, checkedIn: true });
  await undoCheckIn(id, BY, NOW);
  expect(await listed(id)).toMatchObject({ paid: null, checkedIn: false });
});

test("what a write saw in Indico changes the list's row", async () => {
  const id = await ordered();
  await checkIn(id, BY, NOW);
  const stored = async () => {
    const { publicId } = await (await db()).registration.findUniqueOrThrow({ where: { id } });
    return (await db()).feedRow.findFirstOrThrow({
      where: { conferenceId, resource: "indico-payment", entityId: publicId },
    });
  };
  expect((await stored()).payload).toMatchObject({ paid: false });
  await writeMirror(id, async () => ({ kind: "seen", paid: true, checkedIn: true, refusal: null }));
  expect((await stored()).payload).toMatchObject({ paid: null, checkedIn: true });
});
