import type { Tx } from "@/lib/db/client";
import type { SandboxRow } from "@/lib/sandbox/indico/registration-json";

/**
 * Records or takes back a payment as Indico does: it sets, it does not flip; complete and unpaid follow the payment,
 * any other state stays.
 */
export async function setPaid(tx: Tx, id: number, paid: boolean, now: Date): Promise<SandboxRow> {
  await tx.sandboxRegistration.updateMany({
    where: { id, isPaid: !paid },
    data: { isPaid: paid, paidAt: paid ? now : null },
  });
  await tx.sandboxRegistration.updateMany({
    where: { id, state: { in: ["complete", "unpaid"] }, priceMinor: { gt: 0 } },
    data: { state: paid ? "complete" : "unpaid" },
  });
  return readRow(tx, id);
}

/** Records or takes back presence; the first moment stays. */
export async function setCheckedIn(tx: Tx, id: number, checkedIn: boolean, now: Date): Promise<SandboxRow> {
  await tx.sandboxRegistration.updateMany({
    where: { id, checkedIn: !checkedIn },
    data: { checkedIn, checkedInAt: checkedIn ? now : null },
  });
  return readRow(tx, id);
}

function readRow(tx: Tx, id: number): Promise<SandboxRow> {
  return tx.sandboxRegistration.findUniqueOrThrow({ where: { id }, include: { form: true } });
}
