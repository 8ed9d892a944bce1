import "server-only";
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { type Catalogue, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { findPromotionOfLines } from "@/lib/catalogue/load-promotion";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { AwaitedWay } from "@/lib/payments/await-payment";
import { receivedMinor } from "@/lib/payments/settle-order";
import type { Choice } from "@/lib/pricing/catalogue";
import { type AmendedLine, type FrozenLine, type PriceOverride, quoteAmendment } from "@/lib/pricing/quote-amendment";
import type { Refusal } from "@/lib/pricing/quote-order";
import { err, ok, type Result } from "@/lib/result";
import { quotaIdsOf } from "./items-of-lines";
import { withItemsOf } from "./sold-items";

/** What staff want of an order instead of what it is. */
export type Amendment = {
  /** Whose lines change; those of others on the same order stay. */
  registrationId: number;
  choice: Choice;
  overrides: readonly PriceOverride[];
  /** Needed for another price and for places beyond a quota. */
  reason: string;
  mayOverbook: boolean;
  /** How money that is missing then shall come. */
  way: AwaitedWay;
};

const OF_LINES = {
  orderBy: { id: "asc" },
  include: {
    category: { include: { quotas: { select: { id: true } } } },
    service: { include: { quotas: { select: { id: true } } } },
    promotion: { select: { id: true, quotaId: true } },
    places: { select: { quotaId: true, count: true } },
  },
} satisfies Prisma.Order$linesArgs;

export type SoldLine = Prisma.OrderLineGetPayload<typeof OF_LINES>;

/** A quota that lacks places for an amendment: so many are free, so many more are wanted. */
export type Shortage = { quotaId: number; name: string; free: number; wanted: number };

/** An amendment worked out but not done: what the preview shows, and what is done when it still is the same. */
export type AmendmentDraft = Awaited<ReturnType<typeof readOrderToAmend>> & {
  catalogue: Catalogue;
  lines: readonly AmendedLine[];
  /** Lines of the registration as they are. */
  before: SoldLine[];
  totalMinor: number;
  receivedMinor: number;
  /** Places that the amended lines draw from quotas, by line; the lines of others keep theirs. */
  shortages: Shortage[];
  /** Short for all that a page shows of it: with it comes what staff confirm, and only that. */
  seen: string;
};

export type DraftRefusal = { code: "not-found" | "reason-missing" } | { code: "refused"; refusals: readonly Refusal[] };

/**
 * Works out what an amendment would do, reading only. Inside the use case the registrations are locked before, so that
 * lines and money on the order stay as they are read here.
 * @param orderId null: the registration has no order yet, and gets one
 */
export async function draftAmendment(
  tx: Tx,
  orderId: number | null,
  amendment: Amendment,
  now: Date,
): Promise<Result<AmendmentDraft, DraftRefusal>> {
  const { registrationId, choice, overrides, reason, mayOverbook } = amendment;
  if (reason === "" && (overrides.length > 0 || mayOverbook)) return err({ code: "reason-missing" });
  const read = await readOrderToAmend(tx, orderId, registrationId);
  if (!read.registration) return err({ code: "not-found" });
  if (orderId !== null && !read.order) return err({ code: "not-found" });
  const before = read.order?.lines.filter((line) => line.registrationId === registrationId) ?? [];
  const { conferenceId } = read.registration;
  const offered = await loadCatalogue(tx, { conferenceId, registrationId, locale: null });
  const catalogue = { ...withItemsOf(offered, before), promotion: await findPromotionOfLines(tx, before) };
  const quote = quoteAmendment(catalogue, before.map(asFrozen), choice, overrides, now);
  if (!quote.ok) return err({ code: "refused", refusals: quote.error });

  const others = read.order?.lines.filter((line) => line.registrationId !== registrationId) ?? [];
  const totalMinor = others.reduce((sum, { grossMinor }) => sum + grossMinor, quote.value.totalMinor);
  const received = orderId === null ? 0 : await receivedMinor(tx, orderId);
  const draft = { ...read, catalogue, lines: quote.value.lines, before, totalMinor, receivedMinor: received };
  return ok({ ...draft, shortages: await findShortages(tx, draft), seen: seenAmendment(draft, amendment) });
}

/** What a registration has on an order, with what it sells: as a form shows it before anything is changed. */
export function loadSoldLines(tx: Tx, orderId: number, registrationId: number) {
  return tx.orderLine.findMany({
    where: { orderId, registrationId },
    ...OF_LINES,
    include: { ...OF_LINES.include, guests: { orderBy: { position: "asc" } } },
  });
}

async function readOrderToAmend(tx: Tx, orderId: number | null, registrationId: number) {
  const registration = await tx.registration.findUnique({
    where: { id: registrationId, state: { in: ["draft", "active"] } },
    select: { id: true, conferenceId: true, conference: { select: { referencePrefix: true, currency: true } } },
  });
  const order =
    orderId === null
      ? null
      : await tx.order.findUnique({
          where: { id: orderId, state: { in: ["draft", "placed"] }, lines: { some: { registrationId } } },
          include: { lines: OF_LINES },
        });
  return { registration, order };
}

function asFrozen(line: SoldLine): FrozenLine {
  const { id, name, windowLabel, quantity, unitMinor, taxBasisPoints, promotionId, promotionMinor } = line;
  return { ...keyOf(line), id, name, windowLabel, quantity, unitMinor, taxBasisPoints, promotionId, promotionMinor };
}

/** What a line sells. @throws for a line of neither, which is never written */
export function keyOf({ category, service }: Pick<SoldLine, "category" | "service">) {
  if (category) return { kind: "category" as const, code: category.code };
  if (!service) throw new Error("A line sells a category or a service");
  return { kind: "service" as const, code: service.code };
}

/**
 * Places that an amended line wants: as many of each quota as the line that goes on in it has, where its number stays
 * and they were not given back; otherwise those of its item now.
 */
export function placesOfLine(
  { before, catalogue, order }: Pick<AmendmentDraft, "before" | "catalogue" | "order">,
  line: AmendedLine,
): { quotaId: number; count: number }[] {
  const kept = before.find(({ id }) => id === line.frozenId);
  if (kept && kept.quantity === line.quantity && !order?.lapsedAt) return kept.places;
  return quotaIdsOf(catalogue, line).map((quotaId) => ({ quotaId, count: line.quantity }));
}

type Drawn = Pick<AmendmentDraft, "before" | "catalogue" | "order" | "lines">;

async function findShortages(tx: Tx, draft: Drawn): Promise<Shortage[]> {
  const counts = new Map<number, number>();
  const add = (quotaId: number, count: number) => counts.set(quotaId, (counts.get(quotaId) ?? 0) + count);
  for (const line of draft.lines) for (const { quotaId, count } of placesOfLine(draft, line)) add(quotaId, count);
  for (const line of draft.before) for (const { quotaId, count } of line.places) add(quotaId, -count);
  const wanting = [...counts].filter(([, count]) => count > 0).map(([quotaId]) => quotaId);
  if (!wanting.length) return [];
  const quotas = await tx.quota.findMany({ where: { id: { in: wanting } }, orderBy: { id: "asc" } });
  return quotas.flatMap(({ id, name, capacity, taken }) => {
    const wanted = counts.get(id) ?? 0;
    const free = Math.max(0, capacity - taken);
    return wanted > free ? [{ quotaId: id, name, free, wanted }] : [];
  });
}

type Seen = Pick<AmendmentDraft, "order" | "lines" | "totalMinor" | "receivedMinor">;

function seenAmendment({ order, lines, totalMinor, receivedMinor }: Seen, amendment: Amendment): string {
  const shown = {
    state: order ? [order.state, order.totalMinor, order.settledAt !== null, order.lapsedAt !== null] : null,
    held: order?.lines.map(({ id, quantity, grossMinor }) => [id, quantity, grossMinor]) ?? [],
    lines: lines.map(({ kind, code, quantity, unitMinor, grossMinor, places }) => ({
      ...{ kind, code, quantity, unitMinor, grossMinor },
      places: places.map(({ guestName, options }) => [guestName, options.diet ?? null]),
    })),
    ...{ totalMinor, receivedMinor },
    ...{ way: amendment.way, reason: amendment.reason, mayOverbook: amendment.mayOverbook },
  };
  return createHash("sha256").update(canonicalJson(shown)).digest("base64url").slice(0, 22);
}
