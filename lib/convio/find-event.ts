import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

const EVENT = {
  id: true,
  slug: true,
  name: true,
  city: true,
  timeZone: true,
  currency: true,
  startsOn: true,
  endsOn: true,
  isOpen: true,
  takesDelegations: true,
  secondaryLimit: true,
  languages: true,
  indicoUrl: true,
  indicoEventId: true,
} as const;

/** A conference as the dialect's event: `id` is `eventId` and `fr_id`. */
export type ConvioEvent = NonNullable<Awaited<ReturnType<typeof findById>>>;

export type EventLookup = {
  /** The conferences that the call's credentials are tied to, none: all; with two no event is of both. */
  readonly tiedTo: readonly number[];
  /** By the portal's own number, else by Indico's event id where it names one conference; null: no such event here. */
  readonly byId: (eventId: string) => Promise<ConvioEvent | null>;
  /** The event to which a participation type belongs. */
  readonly byParticipationType: (categoryId: string) => Promise<ConvioEvent | null>;
};

/**
 * The events that a call may see.
 * @param onFound told of each event that was found, for the log
 */
export function eventLookup(tiedTo: readonly number[], onFound: (event: ConvioEvent) => void): EventLookup {
  const within = (event: ConvioEvent | null) => {
    if (!event || !tiedTo.every((id) => id === event.id)) return null;
    onFound(event);
    return event;
  };
  return {
    tiedTo,
    byId: async (text) => {
      const id = readConvioId(text);
      return id === null ? null : (within(await findById(id)) ?? within(await findByIndicoId(id, tiedTo)));
    },
    byParticipationType: async (text) => {
      const id = readConvioId(text);
      return id === null ? null : within(await findByCategory(id));
    },
  };
}

/** An id as clients write it; null for what no row can have. */
export function readConvioId(text: string): number | null {
  if (!/^\d{1,10}$/.test(text.trim())) return null;
  const id = Number(text);
  return id >= 1 && id <= 2_147_483_647 ? id : null;
}

/** Events that are listed: those of the call's credentials, without those that were never open. */
function listed({ tiedTo }: EventLookup): Prisma.ConferenceWhereInput {
  return {
    AND: tiedTo.map((id) => ({ id })),
    OR: [{ isOpen: true }, { registrations: { some: { state: "active" } } }],
  };
}

/** Every event that is listed, or the one of this number if it is. */
export async function listEvents(events: EventLookup, id: number | null): Promise<ConvioEvent[]> {
  const client = await db();
  const where = { ...listed(events), ...(id === null ? {} : { id }) };
  return client.conference.findMany({ where, orderBy: { id: "asc" }, select: EVENT });
}

/** A page of events whose name contains the text, without regard to case; not those that were never open. */
export async function searchEvents(
  events: EventLookup,
  {
    name,
    sort,
    skip,
    take,
  }: { name: string; sort: Prisma.ConferenceOrderByWithRelationInput; skip: number; take: number },
): Promise<{ total: number; events: ConvioEvent[] }> {
  const where: Prisma.ConferenceWhereInput = {
    ...listed(events),
    name: { contains: name.replace(/[\\_%]/g, "\\$&"), mode: "insensitive" },
  };
  const client = await db();
  const total = await client.conference.count({ where });
  const page = await client.conference.findMany({ where, orderBy: [sort, { id: "asc" }], skip, take, select: EVENT });
  return { total, events: page };
}

async function findById(id: number) {
  const client = await db();
  return client.conference.findUnique({ where: { id }, select: EVENT });
}

async function findByIndicoId(indicoEventId: number, tiedTo: readonly number[]): Promise<ConvioEvent | null> {
  const client = await db();
  const found = await client.conference.findMany({
    where: { indicoEventId, ...(tiedTo.length ? { id: { in: [...tiedTo] } } : {}) },
    select: EVENT,
    take: 2,
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}

async function findByCategory(categoryId: number): Promise<ConvioEvent | null> {
  const client = await db();
  const category = await client.category.findUnique({
    where: { id: categoryId },
    select: { conference: { select: EVENT } },
  });
  return category?.conference ?? null;
}
