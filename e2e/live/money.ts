import { expect } from "@playwright/test";
import { query } from "./database";
import type { Indico, IndicoState } from "./indico";
import { lettersTo } from "./mailbox";
import type { Place } from "./places";
import { chargedOn } from "./stripe";

/** What the portal's ledger has on orders of a mailbox, in minor units. */
export async function ledgerOf(place: Place, email: string): Promise<number[]> {
  const rows = await query<{ amount_minor: number }>(
    place,
    `SELECT l.amount_minor FROM ledger_entry l JOIN "order" o ON o.id = l.order_id
       JOIN registration r ON r.id = o.payer_id WHERE r.email = $1 ORDER BY l.id`,
    [email],
  );
  return rows.map((row) => row.amount_minor);
}

/** One payment by card: charged once, booked once, told once, once in Indico. */
export async function expectPaidOnce(
  { place, indico }: { place: Place; indico: Indico },
  registrant: IndicoState,
  { checkoutId, amountMinor }: { checkoutId: string; amountMinor: number },
): Promise<void> {
  await expect
    .poll(async () => indico.state(registrant.registration_db_id), { timeout: 60_000 })
    .toMatchObject({ state: "complete", is_paid: true, transactions_count: 1 });
  expect(await chargedOn(checkoutId)).toMatchObject([{ charged: amountMinor, refunded: 0, net: amountMinor }]);
  expect(await ledgerOf(place, registrant.email)).toEqual([amountMinor]);
  await expect
    .poll(async () => (await lettersTo(place, registrant.email)).map(({ letter }) => letter))
    .toEqual(["verification-code", "payment-confirmed"]);
}
