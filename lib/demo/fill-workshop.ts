import "server-only";
import { bookSession } from "@/lib/bookings/book-session";
import { db } from "@/lib/db/client";

/** The workshop that is full when a newcomer comes, with this many waiting. */
const FULL = "tide-tables";
const WAITING = 2;

/** Those who paid first have taken the few places of a workshop of the demo, and the next ones wait. */
export async function fillWorkshop(conferenceId: number, now: Date): Promise<void> {
  const client = await db();
  const { id: sessionId, quota } = await client.session.findUniqueOrThrow({
    where: { conferenceId_code: { conferenceId, code: FULL } },
    include: { quota: true },
  });
  const people = await client.registration.findMany({
    where: { conferenceId, paidOrders: { some: { settledAt: { not: null } } } },
    select: { id: true },
    orderBy: { id: "asc" },
    take: (quota?.capacity ?? 0) + WAITING,
  });
  for (const { id: registrationId } of people) {
    const actor = { kind: "person", id: String(registrationId) } as const;
    const wish = { action: "register", joinWaitingList: true, source: "portal" } as const;
    const { reason } = await bookSession({ conferenceId, registrationId, sessionId, ...wish, actor }, now);
    if (reason) throw new Error(`The demo could not book its workshop: ${reason}`);
  }
}
