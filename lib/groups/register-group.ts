import "server-only";
import { onceMoreIfTaken } from "@/lib/access/find-or-create-registration";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { type Catalogue, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { requireCurrent } from "@/lib/catalogue/require-current";
import { attempt, type Tx } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { noteMembers, type TakenUp, takeUpDelegation } from "@/lib/delegations/take-up";
import { newPublicId } from "@/lib/ids/public-id";
import { createOrder } from "@/lib/orders/create-order";
import { holdForCharge } from "@/lib/orders/hold-times";
import type { LockedOrder } from "@/lib/orders/lock-order";
import { placeLocked } from "@/lib/orders/place-order";
import { placesWantedBy, saveLines } from "@/lib/orders/save-lines";
import { offeredWays } from "@/lib/payments/offered-ways";
import { bookReceipt } from "@/lib/payments/receive-money";
import { lockQuotas, onlyLocked } from "@/lib/places/lapse-holds";
import { giveBackPlaces, takePlaces } from "@/lib/places/places";
import { publish, publishLater } from "@/lib/publish/publish";
import { loadQuestions } from "@/lib/questions/load-questions";
import { err, ok, type Result } from "@/lib/result";
import { checkGroupAnswers, findUnwaived } from "./check-members";
import { type FoundMember, findMembers } from "./find-members";
import type { Group, GroupPayment, GroupRefusal, RegisteredGroup, RegisteredMember } from "./group";
import { findFull, type PricedGroup, priceGroup, soldOut } from "./price-group";
import { inTurn } from "./take-turns";
import { writeAnswers, writeMembers } from "./write-members";

/**
 * Registers several people with one order, in one transaction, all of them or none: each is matched or made, answers
 * what their category asks, and has a line at the price of now; the places are taken by the one door; the order is
 * placed, settled with money that came, or held for a card that is charged next. A conference's groups take turns: one
 * that waits for its own spends none of a transaction's time.
 * @param now decides the price windows
 */
export function registerGroup(group: Group, actor: Actor, now: Date): Promise<Result<RegisteredGroup, GroupRefusal>> {
  const once = () => attempt<RegisteredGroup, GroupRefusal>((tx) => register(tx, group, actor, now));
  return inTurn(group.conferenceId, () => onceMoreIfTaken(once));
}

async function register(tx: Tx, group: Group, actor: Actor, now: Date): Promise<Result<RegisteredGroup, GroupRefusal>> {
  const { conferenceId } = group;
  const conference = await tx.conference.findUnique({ where: { id: conferenceId } });
  if (!conference) return err({ code: "not-found" });
  if (!conference.isOpen) return err({ code: "closed" });
  const most = conference.secondaryLimit;
  if (most !== null && group.members.length - 1 > most) return err({ code: "too-many-members", most });
  const found = await findMembers(tx, conferenceId, group.members);
  if (!found.ok) return found;
  const checked = await check(tx, group, found.value, now);
  if (!checked.ok) return checked;
  const { catalogue, priced, answers } = checked.value;
  const payment = choosePayment(conference, group.payment, priced.totalMinor);
  if (!payment.ok) return payment;

  const delegation = await takeUp(tx, conference, group, found.value);
  if (!delegation.ok) return delegation;
  const drafts = await findDraftOrders(tx, found.value);
  const wanted = placesWantedBy(catalogue, priced.lines.flat());
  // Nobody who can have none waits for the places; those that drafts of the group hold come free under the lock.
  const full = drafts.orders.length ? [] : findFull(catalogue, wanted);
  if (full.length) return err(soldOut(catalogue, priced, full));
  await lockQuotas(tx, [...onlyLocked(drafts.quotaIds), ...wanted], null);
  const dropped = await dropDrafts(tx, drafts.orders, now);

  const shared = { ...group, delegationId: delegation.value?.id ?? null, catalogue, now };
  const { members, audit, orderNumber } = await writeMembers(tx, found.value, shared);
  await writeAnswers(
    tx,
    answers.flatMap((of, index) =>
      of.map((answer) => ({ registrationId: members[index]?.registrationId as number, ...answer })),
    ),
  );
  const locked = await writeOrder(tx, conference, group, members, orderNumber, catalogue, priced);
  if (!locked.ok) return locked;
  const joined = delegation.value ? [await noteMembers(tx, delegation.value, idsOf(members))] : [];
  const { order } = locked.value;
  const before = [...dropped, ...audit, ...joined, heldEvent(order.publicId, catalogue, priced, members)];
  const paymentId = await pay(tx, locked.value, payment.value, { actor, now, before });
  return ok({ orderId: order.id, totalMinor: order.totalMinor, currency: order.currency, members, paymentId });
}

/** Everything that can be refused before a place is wanted. */
async function check(tx: Tx, { conferenceId, promotionCode }: Group, members: readonly FoundMember[], now: Date) {
  const catalogue = await loadCatalogue(tx, { conferenceId, locale: null, promotionCode });
  const priced = await priceGroup(tx, catalogue, members, promotionCode, now);
  if (!priced.ok) return priced;
  const unwaived = findUnwaived(catalogue, members);
  if (unwaived !== null) return err({ code: "waiver" as const, member: unwaived });
  const questions = await loadQuestions(tx, { conferenceId, registrationId: 0 });
  const answers = await checkGroupAnswers(tx, catalogue, questions, members);
  return answers.ok ? ok({ catalogue, priced: priced.value, answers: answers.value }) : answers;
}

/** @returns null where there is nothing to pay */
function choosePayment(
  conference: Conference,
  payment: GroupPayment | null,
  totalMinor: number,
): Result<GroupPayment | null, GroupRefusal> {
  if (totalMinor === 0) return ok(null);
  if (!payment) return err({ code: "way-missing" });
  const ways = offeredWays(conference, true);
  const isOffered = { received: true, promised: ways.includes("on_site"), charge: ways.includes("card") };
  return isOffered[payment.kind] ? ok(payment) : err({ code: "way-not-offered" });
}

async function takeUp(
  tx: Tx,
  conference: Conference,
  { delegation }: Group,
  members: readonly FoundMember[],
): Promise<Result<TakenUp | null, GroupRefusal>> {
  if (!delegation) return ok(null);
  const taken = await takeUpDelegation(tx, conference, delegation, {
    personId: members[0]?.person?.id ?? null,
    memberIds: members.flatMap(({ draft }) => (draft ? [draft.id] : [])),
    count: members.length,
  });
  return taken.ok ? taken : err({ code: "delegation", why: taken.error });
}

/** Orders that people of the group had begun for themselves, and the quotas in which these hold places. */
async function findDraftOrders(tx: Tx, members: readonly FoundMember[]) {
  const ids = members.flatMap(({ draft }) => (draft ? [draft.id] : []));
  if (!ids.length) return { orders: [], quotaIds: [] };
  const orders = await tx.order.findMany({
    where: { payerId: { in: ids }, state: "draft" },
    orderBy: { id: "asc" },
    select: { id: true, publicId: true, lines: { select: { places: { select: { quotaId: true } } } } },
  });
  const quotaIds = orders.flatMap(({ lines }) => lines.flatMap(({ places }) => places.map(({ quotaId }) => quotaId)));
  return { orders, quotaIds };
}

/** The group's order takes the place of what its people had begun. */
async function dropDrafts(tx: Tx, orders: { id: number; publicId: string }[], now: Date): Promise<AuditEvent[]> {
  if (!orders.length) return [];
  const ids = orders.map(({ id }) => id);
  await giveBackPlaces(tx, ids);
  await tx.order.updateMany({
    where: { id: { in: ids }, state: "draft" },
    data: { state: "cancelled", cancelledAt: now, holdUntil: null },
  });
  return orders.map(({ publicId }) => ({
    what: "order.cancelled",
    object: "order",
    objectId: publicId,
    before: { state: "draft" },
    after: { state: "cancelled", because: "registered-in-group" },
  }));
}

/** The order with its lines and places, as if it had been read under its lock. */
async function writeOrder(
  tx: Tx,
  conference: Conference,
  { isQuiet, origin }: Group,
  members: RegisteredMember[],
  number: number,
  catalogue: Catalogue,
  priced: PricedGroup,
): Promise<Result<LockedOrder, GroupRefusal>> {
  const order = await createOrder(tx, {
    payerId: members[0]?.registrationId as number,
    conferenceId: conference.id,
    number,
    prefix: conference.referencePrefix,
    currency: conference.currency,
    totalMinor: priced.totalMinor,
    isQuiet,
    centerId: origin.centerId,
  });
  const bought = members.map(({ registrationId }, index) => ({ registrationId, lines: priced.lines[index] ?? [] }));
  const wanted = await saveLines(tx, order.id, catalogue, bought);
  await requireCurrent(tx, catalogue, order.id);
  const taken = await takePlaces(tx, wanted);
  if (!taken.ok) return err(soldOut(catalogue, priced, taken.error.quotaIds));
  return ok({ order: { ...order, payments: [], conference }, registrationIds: idsOf(members), wanted, isOver: false });
}

type Step = { actor: Actor; now: Date; before: AuditEvent[] };

/** Ends the transaction: places or settles the order, or holds it for a charge. @returns the payment to be charged */
async function pay(
  tx: Tx,
  locked: LockedOrder,
  payment: GroupPayment | null,
  { actor, now, before }: Step,
): Promise<number | null> {
  const { order, registrationIds } = locked;
  const change = { conferenceId: order.conferenceId, actor, registrations: registrationIds };
  if (payment?.kind === "received") {
    const { note, card } = payment;
    const paymentId = await createPayment(tx, order, "on_site", note);
    publishLater(tx, { ...change, audit: before });
    const facts = card ? { cardBrand: card.brand, cardLastFour: card.lastFour, cardExpiry: card.expiry } : {};
    const receipt = { amountMinor: order.totalMinor, currency: order.currency, at: now, ...facts };
    await bookReceipt(tx, locked, paymentId, receipt, actor, now);
    return null;
  }
  if (payment?.kind === "charge") {
    await holdForCharge(tx, order.id);
    const paymentId = await createPayment(tx, order, "card", "");
    await publish(tx, { ...change, audit: before });
    return paymentId;
  }
  const placed = await placeLocked(tx, locked, { way: payment ? "on_site" : "free" }, now, payment?.note || null);
  await publish(tx, { ...change, audit: [...before, ...placed] });
  return null;
}

async function createPayment(
  tx: Tx,
  { id: orderId, conferenceId, totalMinor, currency }: LockedOrder["order"],
  way: "on_site" | "card",
  note: string,
): Promise<number> {
  const { id } = await tx.payment.create({
    data: {
      ...{ publicId: newPublicId(), conferenceId, orderId, way, currency, note: note || null },
      ...{ amountMinor: totalMinor, idempotencyKey: newPublicId() },
    },
    select: { id: true },
  });
  return id;
}

function idsOf(members: readonly RegisteredMember[]): number[] {
  return members.map(({ registrationId }) => registrationId);
}

function heldEvent(
  publicId: string,
  { promotion }: Catalogue,
  { lines, totalMinor }: PricedGroup,
  members: RegisteredMember[],
): AuditEvent {
  const bought = lines.flatMap((of, index) =>
    of.map(({ code, grossMinor }) => ({ registration: members[index]?.registrationId ?? null, code, grossMinor })),
  );
  const after = { totalMinor, lines: bought, ...(promotion ? { promotion: promotion.code } : {}) };
  return { what: "order.held", object: "order", objectId: publicId, after };
}
