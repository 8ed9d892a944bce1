import type { AgendaSession } from "@/lib/agenda/load-agenda";
import { localDay } from "@/lib/time/zone";

export const BOOKABLE = ["bookable", "full", "waiting", "cancelled"] as const;

/** Which sessions an address asks for; empty: all. */
export type AgendaFilter = { day: string; room: string; tag: string; is: (typeof BOOKABLE)[number] | "" };

export function readAgendaFilter(query: Record<string, string | string[] | undefined>): AgendaFilter {
  const text = (name: string) => (typeof query[name] === "string" ? query[name] : "");
  const is = BOOKABLE.find((one) => one === query.is) ?? "";
  return { day: text("day"), room: text("room"), tag: text("tag"), is };
}

/** The sessions that a filter asks for, in their order. */
export function filterAgenda(
  sessions: readonly AgendaSession[],
  { day, room, tag, is }: AgendaFilter,
  timeZone: string,
): AgendaSession[] {
  return sessions.filter(
    (session) =>
      (day === "" || localDay(session.startsAt, timeZone) === day) &&
      (room === "" || session.room === room) &&
      (tag === "" || session.tags.includes(tag)) &&
      (is === "" || HOLDS[is](session)),
  );
}

const isFull = ({ places }: AgendaSession) => places !== null && places.taken >= places.capacity;

const HOLDS: Record<(typeof BOOKABLE)[number], (session: AgendaSession) => boolean> = {
  bookable: (session) =>
    !session.isCancelled && (session.booking === "app" || session.booking === "portal") && !isFull(session),
  full: (session) => !session.isCancelled && isFull(session),
  waiting: ({ waiting, offered }) => waiting + offered > 0,
  cancelled: ({ isCancelled }) => isCancelled,
};
