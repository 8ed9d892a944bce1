import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import { type Catalogue, loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { requireCurrent } from "@/lib/catalogue/require-current";
import { attempt, type Tx } from "@/lib/db/client";
import { lockQuotas, onlyLocked } from "@/lib/places/lapse-holds";
import { giveBackPlaces, quotasOfOrder, takePlaces } from "@/lib/places/places";
import type { Choice } from "@/lib/pricing/catalogue";
import { type Quote, quoteOrder, type Refusal } from "@/lib/pricing/quote-order";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { BINDING } from "./binding";
import { createOrder } from "./create-order";
import { holdDraft } from "./hold-times";
import { itemOf } from "./items-of-lines";
import { placesWantedBy, saveLines } from "./save-lines";

export type HoldRefusal =
  | { code: "refused"; refusals: readonly Refusal[] }
  /** Codes of what was chosen and has too few places left now. */
  | { code: "sold-out"; items: string[] }
  /** The promotion code was used as often as it may be. */
  | { code: "promotion-used-up" }
  | { code: "payment-begun" | "closed" | "not-found" };

/**
 * Prices a choice, takes its places and holds them: the registration's draft order, new or changed. Prices and names are
 * frozen on the lines. All or nothing: when one place is gone the order stays as it was, its places too.
 * @param now decides the price window
 * @returns the order's public id
 */
export function holdOrder(
  registrationId: number,
  choice: Choice,
  actor: Actor,
  now: Date,
): Promise<Result<{ publicId: string }, HoldRefusal>> {
  return attempt<{ publicId: string }, HoldRefusal>(async (tx) => {
    const registration = await lockRegistration(tx, registrationId);
    if (!registration) return err({ code: "not-found" });
    if (!registration.conference.isOpen) return err({ code: "closed" });
    if (registration.isBound) return err({ code: "payment-begun" });
    const { conferenceId, draft } = registration;

    const { promotionCode } = choice;
    const catalogue = await loadCatalogue(tx, { conferenceId, registrationId, locale: null, promotionCode });
    const quote = quoteOrder(catalogue, choice, now);
    if (!quote.ok) return err({ code: "refused", refusals: quote.error });

    const held = draft ? await quotasOfOrder(tx, draft.id) : [];
    const linesOf = [{ registrationId, lines: quote.value.lines }];
    await lockQuotas(tx, [...onlyLocked(held), ...placesWantedBy(catalogue, quote.value.lines)], draft?.id ?? null);
    if (draft) await clearLines(tx, draft.id);
    const order = await saveOrder(tx, registration, quote.value);
    const wanted = await saveLines(tx, order.id, catalogue, linesOf);
    await requireCurrent(tx, catalogue, order.id);
    const taken = await takePlaces(tx, wanted);
    if (!taken.ok) return err(soldOut(catalogue, quote.value, taken.error.quotaIds));

    const audit = [heldEvent(order, quote.value, catalogue, draft !== null)];
    await publish(tx, { conferenceId, actor, registrations: [registrationId], audit });
    return ok({ publicId: order.publicId });
  });
}

async function lockRegistration(tx: Tx, registrationId: number) {
  await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
  const registration = await tx.registration.findUnique({
    where: { id: registrationId, state: { in: ["draft", "active"] } },
    select: {
      id: true,
      conferenceId: true,
      conference: { select: { isOpen: true, referencePrefix: true } },
      // Somebody else may have ordered for them.
      lines: { where: { order: BINDING }, select: { id: true }, take: 1 },
      paidOrders: {
        where: { state: { in: ["draft", "placed"] } },
        select: { id: true, publicId: true, number: true, state: true },
      },
    },
  });
  if (!registration) return null;
  return {
    ...registration,
    isBound: registration.lines.length > 0 || registration.paidOrders.some((order) => order.state === "placed"),
    draft: registration.paidOrders.find((order) => order.state === "draft") ?? null,
  };
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockRegistration>>>;

async function clearLines(tx: Tx, orderId: number): Promise<void> {
  await giveBackPlaces(tx, [orderId]);
  await tx.orderLine.deleteMany({ where: { orderId } });
}

async function saveOrder(tx: Tx, { id, conferenceId, conference, draft }: Locked, quote: Quote) {
  const order =
    draft ?? (await createOrder(tx, { payerId: id, conferenceId, prefix: conference.referencePrefix, ...quote }));
  if (draft) {
    await tx.$executeRaw`
      UPDATE "order" SET total_minor = ${quote.totalMinor}, way = NULL, updated_at = now() WHERE id = ${order.id}`;
  }
  await holdDraft(tx, order.id);
  return order;
}

/** What lacks places; where nothing of what is sold does, the code does. */
function soldOut(catalogue: Catalogue, quote: Quote, quotaIds: number[]): HoldRefusal {
  const items = quote.lines
    .filter((line) => itemOf(catalogue, line)?.quotaIds.some((id) => quotaIds.includes(id)))
    .map((line) => line.code);
  return items.length > 0 ? { code: "sold-out", items } : { code: "promotion-used-up" };
}

function heldEvent(order: { publicId: string }, quote: Quote, { promotion }: Catalogue, isChange: boolean): AuditEvent {
  const lines = quote.lines.map(({ code, quantity, grossMinor }) => ({ code, quantity, grossMinor }));
  return {
    what: isChange ? "order.changed" : "order.held",
    object: "order",
    objectId: order.publicId,
    after: {
      totalMinor: quote.totalMinor,
      currency: quote.currency,
      lines,
      ...(promotion ? { promotion: promotion.code } : {}),
    },
  };
}
