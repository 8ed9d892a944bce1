import "server-only";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/** An order that binds those who are on it: it is placed, or a draft that is being paid or has money. */
export const BINDING = {
  OR: [
    { state: "placed" },
    {
      state: "draft",
      OR: [{ payments: { some: { state: { in: ["created", "pending"] } } } }, { ledger: { some: {} } }],
    },
  ],
} satisfies Prisma.OrderWhereInput;

/** Whether somebody on an order is bound by another one: they would pay twice. The caller has locked its registrations. */
export async function isBoundElsewhere(tx: Tx, orderId: number, registrationIds: number[]): Promise<boolean> {
  const line = await tx.orderLine.findFirst({
    where: { registrationId: { in: registrationIds }, orderId: { not: orderId }, order: BINDING },
    select: { id: true },
  });
  return line !== null;
}
