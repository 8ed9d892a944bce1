import "server-only";
import { bookSession } from "@/lib/bookings/book-session";
import { db, transaction } from "@/lib/db/client";
import type { BookingMode, TagKind } from "@/lib/db/generated/enums";
import { newPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";

const BY = { kind: "job", id: "demo" } as const;
const DAY_MS = 86_400_000;

const TAGS: { name: string; kind: TagKind; colour: string }[] = [
  { name: "Plenary", kind: "type", colour: "#0a7a8c" },
  { name: "Talks", kind: "type", colour: "#5b6770" },
  { name: "Workshop", kind: "type", colour: "#b3541e" },
  { name: "Geodesy", kind: "topic", colour: "#5a7d2a" },
  { name: "Satellites", kind: "topic", colour: "#4b5fb3" },
  { name: "Archives", kind: "topic", colour: "#9a4a7d" },
];

/** Days before a session begins at which it can be booked. */
const OPENS_BEFORE = 30;

/** How the sessions of conference.json are booked, by their codes; the others are for whoever comes. */
const BOOKED: Record<string, { booking: BookingMode; waitingPlaces?: number; opensLater?: true }> = {
  opening: { booking: "included" },
  datums: { booking: "app" },
  altimetry: { booking: "app" },
  "tide-tables": { booking: "app", waitingPlaces: 10 },
  harbour: { booking: "portal", opensLater: true },
};

/** The workshop that is full when a newcomer comes, with this many waiting. */
const FULL = "tide-tables";
const WAITING = 2;

/**
 * Opens the demo's agenda: an included session, two at the same hours, one that opens later, and a workshop of few
 * places that those who paid first have taken.
 */
export async function openAgenda(conferenceId: number, now: Date): Promise<void> {
  await transaction(async (tx) => {
    for (const [index, tag] of TAGS.entries()) {
      await tx.tag.upsert({
        where: { conferenceId_name: { conferenceId, name: tag.name } },
        create: { ...tag, conferenceId, publicId: newPublicId(), position: index + 1 },
        update: tag,
      });
    }
    const categories = await tx.category.findMany({ where: { conferenceId }, select: { id: true } });
    for (const [code, { opensLater, ...columns }] of Object.entries(BOOKED)) {
      const where = { conferenceId_code: { conferenceId, code } };
      const { startsAt } = await tx.session.findUniqueOrThrow({ where, select: { startsAt: true } });
      const opensAt = opensLater ? new Date(startsAt.getTime() - OPENS_BEFORE * DAY_MS) : null;
      const comesWith = columns.booking === "included" ? { categories: { connect: categories } } : {};
      await tx.session.update({ where, data: { ...columns, opensAt, ...comesWith } });
    }
    await publish(tx, { conferenceId, actor: BY, registrations: [], agenda: true, audit: [] });
  });
  await fillWorkshop(conferenceId, now);
}

async function fillWorkshop(conferenceId: number, now: Date): Promise<void> {
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
