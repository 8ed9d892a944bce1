import "server-only";
import { group, leaf } from "@/lib/convio/answer-tree";
import type { ConvioAnswer } from "@/lib/convio/method";
import { db } from "@/lib/db/client";
import type { RegisteredGroup } from "@/lib/groups/group";

/** The settlement of an order as the dialect numbers it: the order's own id, which is there whatever is paid, and stays. */
export function transactionIdOf(orderId: number): string {
  return String(orderId);
}

/** Five integers of the primary registration; opaque to clients. Source: the reference page's "1-1001-20-1001-1001". */
function codeOf(eventId: number, primary: { registrationId: number; categoryId: number }, orderId: number): string {
  return [eventId, primary.registrationId, primary.categoryId, orderId, transactionIdOf(orderId)].join("-");
}

export function answerRegistered(eventId: number, { orderId, members }: RegisteredGroup): ConvioAnswer {
  const [primary, ...secondaries] = members;
  if (!primary) throw new Error("A group of nobody");
  const registration = (name: string, { registrationId, personId }: RegisteredGroup["members"][number]) =>
    group(name, [leaf("registrationId", registrationId), leaf("consId", personId)]);
  return {
    root: group("processRegistrationResponse", [
      leaf("transactionId", transactionIdOf(orderId)),
      leaf("confirmationCode", codeOf(eventId, primary, orderId)),
      registration("primaryRegistration", primary),
      ...secondaries.map((one) => registration("secondaryRegistration", one)),
    ]),
  };
}

/** The code that a registration's order was confirmed by; null where it was never ordered. */
export async function findConfirmationCode(registrationId: number): Promise<string | null> {
  const client = await db();
  const order = await client.order.findFirst({
    where: { state: { in: ["draft", "placed"] }, lines: { some: { registrationId, categoryId: { not: null } } } },
    orderBy: { id: "desc" },
    select: {
      id: true,
      conferenceId: true,
      payerId: true,
      lines: {
        where: { categoryId: { not: null } },
        orderBy: { id: "asc" },
        select: { registrationId: true, categoryId: true },
      },
    },
  });
  const line = order?.lines.find((one) => one.registrationId === order.payerId) ?? order?.lines[0];
  if (!order || !line?.categoryId) return null;
  return codeOf(order.conferenceId, { registrationId: line.registrationId, categoryId: line.categoryId }, order.id);
}
