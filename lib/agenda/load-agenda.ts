import "server-only";
import { db } from "@/lib/db/client";
import type { BookingMode } from "@/lib/db/generated/enums";

/** One session as staff see it in the agenda. */
export type AgendaSession = {
  publicId: string;
  number: number;
  code: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  room: string;
  tags: string[];
  booking: BookingMode;
  isPublished: boolean;
  isCancelled: boolean;
  /** What it is sold with; null: nothing. */
  serviceName: string | null;
  /** The pool that it draws from, which others may draw from too: the fullest one of a service. Null: no limit. */
  places: { taken: number; capacity: number } | null;
  /** Who booked it, or bought what it is sold with and paid. */
  placed: number;
  offered: number;
  waiting: number;
  /** So many may wait; 0: nobody. */
  waitingPlaces: number;
};

const POOL = { select: { taken: true, capacity: true } } as const;

/** A conference's programme in the order of time, with what people booked of it. */
export async function loadAgenda(conferenceId: number): Promise<AgendaSession[]> {
  const client = await db();
  const [sessions, booked, sold] = await Promise.all([
    client.session.findMany({
      where: { conferenceId },
      orderBy: [{ startsAt: "asc" }, { number: "asc" }],
      include: { quota: POOL, service: { select: { name: true, quotas: POOL } } },
    }),
    client.booking.groupBy({ by: ["sessionId", "state"], where: { conferenceId }, _count: true }),
    client.$queryRaw<{ serviceId: number; people: number }[]>`
      SELECT l.service_id AS "serviceId", count(DISTINCT l.registration_id)::int AS people
        FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed' AND o.settled_at IS NOT NULL
       WHERE o.conference_id = ${conferenceId} AND l.service_id IS NOT NULL GROUP BY l.service_id`,
  ]);
  const count = (sessionId: number, state: string) =>
    booked.find((group) => group.sessionId === sessionId && group.state === state)?._count ?? 0;
  return sessions.map((session) => ({
    ...{ publicId: session.publicId, number: session.number, code: session.code, title: session.title },
    ...{ startsAt: session.startsAt, endsAt: session.endsAt, room: session.room, tags: session.tags },
    ...{ booking: session.booking, isPublished: session.isPublished, isCancelled: session.isCancelled },
    serviceName: session.service?.name ?? null,
    places: session.quota ?? fullest(session.service?.quotas ?? []),
    placed:
      count(session.id, "registered") + (sold.find(({ serviceId }) => serviceId === session.serviceId)?.people ?? 0),
    offered: count(session.id, "held"),
    waiting: count(session.id, "waitlisted"),
    waitingPlaces: session.waitingPlaces,
  }));
}

/** Of several pools the one with the fewest places left. */
export function fullest<Pool extends { taken: number; capacity: number }>(pools: readonly Pool[]): Pool | null {
  const left = ({ capacity, taken }: Pool) => capacity - taken;
  return pools.toSorted((a, b) => left(a) - left(b))[0] ?? null;
}
