import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

const ITEM = { select: { code: true, name: true, translations: true } } as const;

/** What every page shows of a request. */
export const OF_CHANGE = {
  ...{ id: true, kind: true, state: true, quantity: true, text: true, isLate: true, askedAt: true, answer: true },
  ...{ category: ITEM, service: ITEM },
} as const satisfies Prisma.ChangeRequestSelect;

export type ShownChange = Prisma.ChangeRequestGetPayload<{ select: typeof OF_CHANGE }>;

/**
 * The person's newest request, open or answered, for their own page; null where there is none.
 * @param since of the registration's last transfer: whoever has it now does not read what another one asked
 */
export async function findOwnChange(registrationId: number, since: Date | null): Promise<ShownChange | null> {
  const client = await db();
  return client.changeRequest.findFirst({
    where: { registrationId, state: { not: "withdrawn" }, ...(since ? { askedAt: { gte: since } } : {}) },
    orderBy: { id: "desc" },
    select: OF_CHANGE,
  });
}

/** The request of a registration that waits for staff; null where none does. */
export async function findOpenChange(registrationId: number): Promise<ShownChange | null> {
  const client = await db();
  return client.changeRequest.findFirst({ where: { registrationId, state: "asked" }, select: OF_CHANGE });
}
