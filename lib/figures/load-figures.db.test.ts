import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { loadTransfers } from "@/lib/work-list/load-awaited-money";
import { loadBreakdown, loadHeadline } from "./load-figures";
import { loadGrowth } from "./load-growth";

const NOW = new Date("2027-02-01T10:00:00Z");
/** Two of it are more than a column of the database holds. */
const LARGE = 2_000_000_000;

test("the sums of a large conference are larger than any amount", async () => {
  const { conferenceId, conference } = await seedConference();
  const client = await db();
  for (const number of [1, 2]) {
    const { id: payerId } = await seedRegistration(conferenceId, number);
    await client.registration.update({ where: { id: payerId }, data: { state: "active", country: "PT" } });
    const order = await client.order.create({
      data: {
        ...{ publicId: newPublicId(), conferenceId, number, payerId, currency: "EUR", totalMinor: LARGE },
        ...{ state: "placed", way: "transfer", reference: `RF${conferenceId}X${number}`, placedAt: NOW },
      },
    });
    const payment = await client.payment.create({
      data: {
        ...{ publicId: newPublicId(), conferenceId, orderId: order.id, way: "transfer", state: "pending" },
        ...{ amountMinor: LARGE, currency: "EUR", idempotencyKey: newPublicId() },
      },
    });
    await client.ledgerEntry.create({
      data: {
        ...{ conferenceId, orderId: order.id, paymentId: payment.id, kind: "payment" },
        ...{ amountMinor: LARGE, currency: "EUR", at: NOW },
      },
    });
  }
  const both = 2 * LARGE;
  expect((await loadHeadline(conferenceId)).money).toMatchObject([{ receivedMinor: both }]);
  expect((await loadBreakdown(conferenceId, "EUR")).ways).toMatchObject([{ minor: both }]);
  expect((await loadGrowth(conference, NOW)).days.at(-1)).toMatchObject({ revenueMinor: both });
  expect(await loadTransfers([conferenceId])).toMatchObject([{ amount: { minor: both } }]);
});
