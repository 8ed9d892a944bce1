import "server-only";
import type { Setup } from "@/lib/conference/conference-file";
import { countUses, type ItemUses, usesOf } from "@/lib/conference/count-uses";
import { describeSetup, findStoredConference } from "@/lib/conference/describe-setup";
import type { Item } from "@/lib/conference/edit-item";
import { versionOf } from "@/lib/conference/item-version";
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
export type SessionRow = SetupRow<Setup["sessions"][number]> & { number: number };
/** A promotion code and how often it was used. */
export type PromotionRow = SetupRow<Setup["promotions"][number]> & ItemUses;
export type QuestionRow = SetupRow<Setup["questions"][number]> & { answers: number };

export type LoadedSetup = {
  setup: Setup;
  categories: SoldRow<Setup["categories"][number]>[];
  services: SoldRow<Setup["services"][number]>[];
  sessions: SessionRow[];
  quotas: QuotaRow[];
  promotions: PromotionRow[];
  questions: QuestionRow[];
};

/** A conference's set-up with what was sold and answered of each item; null when there is no such conference. */
export async function loadSetup(conferenceId: number): Promise<LoadedSetup | null> {
  const client = await db();
  const [stored, uses, places, answers] = await Promise.all([
    findStoredConference(client, { id: conferenceId }),
    countUses(client, conferenceId),
    client.$queryRaw<{ quotaId: number; sold: number; held: number }[]>`
      SELECT q.id AS "quotaId",
             coalesce(sum(p.count) FILTER (WHERE o.settled_at IS NOT NULL), 0)::int AS sold,
             coalesce(sum(p.count) FILTER (WHERE o.settled_at IS NULL), 0)::int AS held
        FROM quota q JOIN place p ON p.quota_id = q.id JOIN order_line l ON l.id = p.order_line_id
        JOIN "order" o ON o.id = l.order_id
       WHERE q.conference_id = ${conferenceId} GROUP BY q.id`,
    client.answer.groupBy({ by: ["questionId"], where: { question: { conferenceId } }, _count: true }),
  ]);
  if (!stored) return null;
  const setup = describeSetup(stored);
  const row = <I extends Item>(id: number, item: I): SetupRow<I> => ({
    id,
    name: nameOf(item),
    item,
    version: versionOf(item),
  });
  const windowsOf = (rows: (typeof stored)["categories"][number]["windows"]): PriceWindow[] =>
    rows.map(({ label, fromAt, untilAt, priceMinor }) => ({ label, fromUtc: fromAt, untilUtc: untilAt, priceMinor }));
  return {
    setup,
    categories: stored.categories.map(({ id, windows }, i) => ({
      ...row(id, setup.categories[i] as Setup["categories"][number]),
      ...usesOf(uses.categories, id),
      windows: windowsOf(windows),
    })),
    services: stored.services.map(({ id, windows }, i) => ({
      ...row(id, setup.services[i] as Setup["services"][number]),
      ...usesOf(uses.services, id),
      windows: windowsOf(windows),
    })),
    sessions: stored.sessions.map(({ id, number }, i) => ({
      ...row(id, setup.sessions[i] as Setup["sessions"][number]),
      number,
    })),
    quotas: stored.quotas.map(({ id, allowance }, i) => ({
      ...row(id, setup.quotas[i] as Setup["quotas"][number]),
      ...(places.find(({ quotaId }) => quotaId === id) ?? { sold: 0, held: 0 }),
      allowance,
    })),
    promotions: stored.promotions.map(({ id }, i) => ({
      ...row(id, setup.promotions[i] as Setup["promotions"][number]),
      ...usesOf(uses.promotions, id),
    })),
    questions: stored.questions.map(({ id }, i) => ({
      ...row(id, setup.questions[i] as Setup["questions"][number]),
      answers: answers.find(({ questionId }) => questionId === id)?._count ?? 0,
    })),
  };
}

/** The row of an item, by its list and id. */
export function findRow(loaded: LoadedSetup, list: ListName, id: number): SetupRow | null {
  const rows: readonly SetupRow[] = loaded[list];
  return rows.find((row) => row.id === id) ?? null;
}
