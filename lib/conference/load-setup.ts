import "server-only";
import type { Setup } from "@/lib/conference/conference-file";
import { countUses, type ItemUses, usesOf } from "@/lib/conference/count-uses";
import { describeSetup, findStoredConference } from "@/lib/conference/describe-setup";
import { type Item, versionOfItem } from "@/lib/conference/edit-item";
import { type ListName, nameOf } from "@/lib/conference/rename-item";
import { db } from "@/lib/db/client";
import type { PriceWindow } from "@/lib/pricing/price-window";

/** One item as its pages need it: what it says, and what people did with it. */
export type SetupRow<I extends Item = Item> = {
  id: number;
  name: string;
  item: I;
  /** Carried by the form, so that a change meanwhile is noticed. */
  version: string;
};

export type SoldRow<I extends Setup["categories"][number] | Setup["services"][number]> = SetupRow<I> &
  ItemUses & { windows: PriceWindow[] };
/** Places: `sold` by settled orders, `held` by orders that are not paid yet. */
export type QuotaRow = SetupRow<Setup["quotas"][number]> & { sold: number; held: number; allowance: number };
/** Bookings: of those `placed` has a place, `offered` has one held, and `waiting` waits for one. */
export type SessionRow = SetupRow<Setup["sessions"][number]> & { publicId: string; number: number } & SessionBookings;
export type SessionBookings = { placed: number; offered: number; waiting: number };
export type RoomRow = SetupRow<Setup["rooms"][number]>;
export type TagRow = SetupRow<Setup["tags"][number]>;
/** A promotion code and how often it was used. */
export type PromotionRow = SetupRow<Setup["promotions"][number]> & ItemUses;
export type QuestionRow = SetupRow<Setup["questions"][number]> & { answers: number };

export type LoadedSetup = {
  setup: Setup;
  categories: SoldRow<Setup["categories"][number]>[];
  services: SoldRow<Setup["services"][number]>[];
  sessions: SessionRow[];
  rooms: RoomRow[];
  tags: TagRow[];
  quotas: QuotaRow[];
  promotions: PromotionRow[];
  questions: QuestionRow[];
};

/** A conference's set-up with what was sold and answered of each item; null when there is no such conference. */
export async function loadSetup(conferenceId: number): Promise<LoadedSetup | null> {
  const client = await db();
  const [stored, uses, places, answers, bookings] = await Promise.all([
    findStoredConference(client, { id: conferenceId }),
    countUses(client, conferenceId),
    client.$queryRaw<{ quotaId: number; sold: number; held: number }[]>`
      SELECT q.id AS "quotaId",
             coalesce(sum(p.count) FILTER (WHERE o.settled_at IS NOT NULL OR b.state = 'registered'), 0)::int AS sold,
             coalesce(sum(p.count) FILTER (WHERE o.settled_at IS NULL AND b.state IS DISTINCT FROM 'registered'), 0)::int
               AS held
        FROM quota q JOIN place p ON p.quota_id = q.id LEFT JOIN order_line l ON l.id = p.order_line_id
        LEFT JOIN "order" o ON o.id = l.order_id LEFT JOIN booking b ON b.id = p.booking_id
       WHERE q.conference_id = ${conferenceId} GROUP BY q.id`,
    client.answer.groupBy({ by: ["questionId"], where: { question: { conferenceId } }, _count: true }),
    client.$queryRaw<(SessionBookings & { sessionId: number })[]>`
      SELECT session_id AS "sessionId", (count(*) FILTER (WHERE state = 'registered'))::int AS placed,
             (count(*) FILTER (WHERE state = 'held'))::int AS offered,
             (count(*) FILTER (WHERE state = 'waitlisted'))::int AS waiting
        FROM booking WHERE conference_id = ${conferenceId} GROUP BY session_id`,
  ]);
  if (!stored) return null;
  const setup = describeSetup(stored);
  const row = <L extends ListName>(list: L, id: number, i: number): SetupRow<Setup[L][number]> => {
    const item = setup[list][i] as Setup[L][number];
    return { id, name: nameOf(item), item, version: versionOfItem(setup, list, item) };
  };
  const bookingsOf = new Map(bookings.map(({ sessionId, ...counts }) => [sessionId, counts]));
  const windowsOf = (rows: (typeof stored)["categories"][number]["windows"]): PriceWindow[] =>
    rows.map(({ label, fromAt, untilAt, priceMinor }) => ({ label, fromUtc: fromAt, untilUtc: untilAt, priceMinor }));
  return {
    setup,
    categories: stored.categories.map(({ id, windows }, i) => ({
      ...row("categories", id, i),
      ...usesOf(uses.categories, id),
      windows: windowsOf(windows),
    })),
    services: stored.services.map(({ id, windows }, i) => ({
      ...row("services", id, i),
      ...usesOf(uses.services, id),
      windows: windowsOf(windows),
    })),
    sessions: stored.sessions.map(({ id, publicId, number }, i) => ({
      ...row("sessions", id, i),
      publicId,
      number,
      ...(bookingsOf.get(id) ?? NOBODY),
    })),
    rooms: stored.rooms.map(({ id }, i) => row("rooms", id, i)),
    tags: stored.tags.map(({ id }, i) => row("tags", id, i)),
    quotas: stored.quotas.map(({ id, allowance }, i) => ({
      ...row("quotas", id, i),
      ...(places.find(({ quotaId }) => quotaId === id) ?? { sold: 0, held: 0 }),
      allowance,
    })),
    promotions: stored.promotions.map(({ id }, i) => ({
      ...row("promotions", id, i),
      ...usesOf(uses.promotions, id),
    })),
    questions: stored.questions.map(({ id }, i) => ({
      ...row("questions", id, i),
      answers: answers.find(({ questionId }) => questionId === id)?._count ?? 0,
    })),
  };
}

const NOBODY: SessionBookings = { placed: 0, offered: 0, waiting: 0 };

/** The row of an item, by its list and id. */
export function findRow(loaded: LoadedSetup, list: ListName, id: number): SetupRow | null {
  const rows: readonly SetupRow[] = loaded[list];
  return rows.find((row) => row.id === id) ?? null;
}
