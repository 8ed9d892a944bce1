import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { requireCurrent } from "@/lib/catalogue/require-current";
import { closeChange } from "@/lib/changes/close-change";
import { attempt, type Tx } from "@/lib/db/client";
import type { ChangeKind } from "@/lib/db/generated/enums";
import { queueMail } from "@/lib/mail/queue-mail";
import { LARGEST_MINOR } from "@/lib/money/money";
import { offeredWays } from "@/lib/payments/offered-ways";
import { changePlaces, type QuotaCount } from "@/lib/places/places";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { createOrder } from "./create-order";
import {
  type Amendment,
  type AmendmentDraft,
  type DraftRefusal,
  draftAmendment,
  keyOf,
  placesOfLine,
} from "./draft-amendment";
import { holdDraft } from "./hold-times";
import { lockOrder, lockRegistrationsOf } from "./lock-order";
import { settleDifference } from "./settle-difference";
import { deleteGoneLines, writeLines } from "./write-lines";

export type AmendRefusal =
  | DraftRefusal
  /** Names of the quotas that lack places. */
  | { code: "sold-out"; quotas: string[] }
  /** `"changed"`: it is not what staff saw, by a payment, a colleague or a price of today. */
  | { code: "changed" | "card-page-open" | "has-order" | "way-not-offered" | "too-much" }
  /** The change that the person asked for was declined, withdrawn or done meanwhile. */
  | { code: "already-decided" };

/** What became of it. `dueMinor` is missing now, `excessMinor` was paid too much; one of them at least is 0. */
export type Amended = { orderPublicId: string; dueMinor: number; excessMinor: number };

/** `changeId`: the request of the person that this answers; it is approved with the act. */
type Act = Amendment & { tell: boolean; changeId?: number | undefined };

/**
 * The one way in which staff change what a registration has ordered: services more or fewer, another category, another
 * price. What stays keeps its price, what is added has the price of now. Only the difference of places moves, only the
 * difference of money is awaited: an order that owes again is settled no longer, one that was paid too much shows it,
 * for a refund. A registration without an order gets one, placed at once.
 * @param orderId null: it has none yet
 * @param seen of the draft that staff saw and confirmed (`draftAmendment`)
 */
export function amendOrder(
  orderId: number | null,
  amendment: Act,
  seen: string,
  actor: Actor,
  now: Date,
): Promise<Result<Amended, AmendRefusal>> {
  return attempt<Amended, AmendRefusal>(async (tx) => {
    const { registrationId } = amendment;
    if (orderId === null) {
      await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
      if (await hasOrder(tx, registrationId)) return err({ code: "has-order" });
    } else await lockRegistrationsOf(tx, orderId);
    const approved = await approve(tx, amendment, actor, now);
    if (!approved.ok) return approved;
    // Money arrives under the registrations' locks too: what is read from here on stays.
    const drafted = await draftAmendment(tx, orderId, amendment, now);
    if (!drafted.ok) return drafted;
    const draft = drafted.value;
    if (draft.seen !== seen) return err({ code: "changed" });
    if (draft.totalMinor > LARGEST_MINOR) return err({ code: "too-much" });
    return write(tx, orderId, draft, amendment, approved.value, actor, now);
  });
}

/** The requests that another order answers. */
const AMENDS: ChangeKind[] = ["category", "service"];

/** What this answers, if it does. */
async function approve(
  tx: Tx,
  { changeId, registrationId }: Act,
  actor: Actor,
  now: Date,
): Promise<Result<AuditEvent[], AmendRefusal>> {
  if (changeId === undefined) return ok([]);
  const asked = { id: changeId, registrationId, kind: { in: AMENDS } };
  const closed = await closeChange(tx, asked, "approved", { answer: "", actor, now });
  return closed.ok ? ok([closed.value]) : err({ code: closed.error });
}

async function write(
  tx: Tx,
  orderId: number | null,
  draft: AmendmentDraft,
  amendment: Act,
  approved: AuditEvent[],
  actor: Actor,
  now: Date,
): Promise<Result<Amended, AmendRefusal>> {
  const id = orderId ?? (await createFor(tx, draft));
  const besides = draft.lines.flatMap((line) => placesOfLine(draft, line));
  // A new order has no lines yet, by which its registration would be known.
  const locked = await lockOrder(tx, id, besides);
  if (!locked) return err({ code: "not-found" });
  const isOnCardPage = locked.order.payments.some(
    ({ way, state }) => way === "card" && (state === "created" || state === "pending"),
  );
  if (isOnCardPage) return err({ code: "card-page-open" });
  if (!isOffered(locked.order, amendment.way)) return err({ code: "way-not-offered" });

  const wanted = await writeLines(tx, draft, { ...amendment, orderId: id });
  await requireCurrent(tx, draft.catalogue, id);
  const moved = await changePlaces(tx, id, wanted, amendment.mayOverbook);
  if (!moved.ok) return err({ code: "sold-out", quotas: await namesOf(tx, moved.error.quotaIds) });
  await deleteGoneLines(tx, draft);
  await tx.order.update({ where: { id }, data: { totalMinor: draft.totalMinor } });

  const registrationIds = [...new Set([...locked.registrationIds, amendment.registrationId])];
  const order = { ...locked.order, totalMinor: draft.totalMinor };
  const isOwnDraft = orderId !== null && order.state === "draft";
  if (isOwnDraft) await holdDraft(tx, id);
  const settled = isOwnDraft
    ? { audit: [], isTold: true }
    : await settleDifference(tx, { ...locked, order, registrationIds }, amendment.way, now);
  // Who asked is answered, whatever else they are told.
  if (amendment.changeId !== undefined || (amendment.tell && !settled.isTold)) {
    const letter = letterOf(draft, amendment);
    await queueMail(tx, {
      letter,
      key: `${letter}:${id}:${now.getTime()}`,
      registrationId: order.payerId,
      facts: { orderId: id },
    });
  }
  await publish(tx, {
    conferenceId: order.conferenceId,
    actor,
    registrations: registrationIds,
    audit: [amendedEvent(order, draft, amendment, moved.value), ...approved, ...settled.audit],
  });
  return ok({
    orderPublicId: order.publicId,
    dueMinor: Math.max(0, draft.totalMinor - draft.receivedMinor),
    excessMinor: Math.max(0, draft.receivedMinor - draft.totalMinor),
  });
}

function letterOf({ order }: AmendmentDraft, { way, changeId }: Act) {
  if (changeId !== undefined) return "change-approved";
  if (order) return "order-amended";
  return way === "transfer" ? "order-by-transfer" : "order-on-site";
}

async function hasOrder(tx: Tx, registrationId: number): Promise<boolean> {
  const state = { in: ["draft", "placed"] as ("draft" | "placed")[] };
  const count = await tx.order.count({
    where: { state, OR: [{ payerId: registrationId }, { lines: { some: { registrationId } } }] },
  });
  return count > 0;
}

async function createFor(tx: Tx, { registration, totalMinor }: AmendmentDraft): Promise<number> {
  if (!registration) throw new Error("A draft has found its registration");
  const { id, conferenceId, conference } = registration;
  const { referencePrefix: prefix, currency } = conference;
  return (await createOrder(tx, { payerId: id, conferenceId, prefix, currency, totalMinor })).id;
}

type Conference = Parameters<typeof offeredWays>[0];

/** An institute pays only an order that it asked for; there is always somebody at the desk. */
function isOffered(
  { conference, purchaseOrder }: { conference: Conference; purchaseOrder: unknown },
  way: Amendment["way"],
): boolean {
  if (way === "purchase_order") return purchaseOrder !== null;
  return way === "on_site" || offeredWays(conference, false).includes(way);
}

async function namesOf(tx: Tx, quotaIds: number[]): Promise<string[]> {
  const quotas = await tx.quota.findMany({ where: { id: { in: quotaIds } }, orderBy: { id: "asc" } });
  return quotas.map(({ name }) => name);
}

type Sold = {
  kind: string;
  code: string;
  quantity: number;
  unitMinor: number;
  grossMinor: number;
  promotionMinor: number;
};

function amendedEvent(
  order: { publicId: string },
  draft: AmendmentDraft,
  { registrationId, reason, overrides }: Amendment,
  overbooked: QuotaCount[],
): AuditEvent {
  const sold = ({ kind, code, quantity, unitMinor, grossMinor, promotionMinor }: Sold) => ({
    ...{ kind, code, quantity, unitMinor, grossMinor },
    ...(promotionMinor > 0 ? { promotionMinor } : {}),
  });
  const { promotion } = draft.catalogue;
  const codeOf = (lines: readonly { promotionId: number | null }[]): Record<string, string> =>
    promotion && lines.some(({ promotionId }) => promotionId !== null) ? { promotion: promotion.code } : {};
  const before = draft.before.map((line) => sold({ ...keyOf(line), ...line }));
  return {
    what: draft.order ? "order.amended" : "order.entered",
    object: "order",
    objectId: order.publicId,
    before: { totalMinor: draft.order?.totalMinor ?? 0, lines: before, ...codeOf(draft.before) },
    after: {
      registrationId,
      totalMinor: draft.totalMinor,
      lines: draft.lines.map(sold),
      ...codeOf(draft.lines),
      ...(reason ? { reason } : {}),
      ...(overrides.length
        ? { overridden: overrides.map(({ kind, code, unitMinor }) => ({ kind, code, unitMinor })) }
        : {}),
      ...(overbooked.length ? { overbooked: overbooked.map(({ quotaId, count }) => ({ quotaId, count })) } : {}),
    },
  };
}
