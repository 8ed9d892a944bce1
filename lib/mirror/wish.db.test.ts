import { beforeAll, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { linkMirror, wishCheckedIn, wishPaid } from "./wish";

let conferenceId: number;
let number = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

async function registered(data: { indicoPriceMinor?: number; isConfirmed?: boolean }) {
  number += 1;
  const { id } = await seedRegistration(conferenceId, number);
  await (await db()).registration.update({ where: { id }, data });
  return id;
}
const mirrorOf = async (registrationId: number) => (await db()).mirror.findUnique({ where: { registrationId } });

test("where Indico asks no fee nobody is wished to be paid there, and nothing is parked", async () => {
  const id = await registered({ indicoPriceMinor: 0 });
  await transaction((tx) => wishPaid(tx, id, true));
  expect(await mirrorOf(id)).toBeNull();
  await transaction((tx) => wishCheckedIn(tx, id, true));
  expect(await mirrorOf(id)).toMatchObject({ wantPaid: null, wantCheckedIn: true, state: "to_write" });
});

test.each([
  { indicoPriceMinor: 100, wantPaid: true, why: "a nominal fee" },
  { indicoPriceMinor: 0, wantPaid: null, why: "no fee" },
])("a wish made before Indico answered is kept or dropped by what it then says: $why", async (row) => {
  const id = await registered({ isConfirmed: false });
  await transaction((tx) => wishPaid(tx, id, true));
  expect(await mirrorOf(id)).toMatchObject({ wantPaid: true, state: "not_linked" });
  const client = await db();
  await client.registration.update({
    where: { id },
    data: { isConfirmed: true, indicoPriceMinor: row.indicoPriceMinor },
  });
  await transaction((tx) => linkMirror(tx, id));
  expect(await mirrorOf(id)).toMatchObject({ wantPaid: row.wantPaid, state: "to_write" });
});
