import "server-only";
import type { Tx } from "@/lib/db/client";
import type { WantedPlaces } from "@/lib/places/places";
import type { AmendedLine } from "@/lib/pricing/quote-amendment";
import { type AmendmentDraft, placesOfLine } from "./draft-amendment";
import { itemOf, translationsOf } from "./items-of-lines";
import { quotasOfStored } from "./lock-order";

type ToWrite = { orderId: number; registrationId: number; reason: string };

/**
 * Writes the lines of an amendment: what stays stays the same row, under its frozen words. Lines that are gone are left
 * to `deleteGoneLines`, after their places.
 * @returns the places that the whole order wants then
 */
export async function writeLines(
  tx: Tx,
  draft: AmendmentDraft,
  { orderId, registrationId, reason }: ToWrite,
): Promise<WantedPlaces[]> {
  const wanted: WantedPlaces[] = [];
  for (const line of draft.lines) {
    const orderLineId = await writeLine(tx, draft, line, { orderId, registrationId, reason });
    await writeGuests(tx, orderLineId, line);
    for (const { quotaId, count } of placesOfLine(draft, line)) wanted.push({ orderLineId, quotaId, count });
  }
  const others = draft.order?.lines.filter((line) => line.registrationId !== registrationId) ?? [];
  return [...wanted, ...others.flatMap(({ id, ...line }) => placesOfOther({ id, ...line }, draft))];
}

/** What others have on the order stays; where all was given back, it is taken again with the rest. */
function placesOfOther(line: AmendmentDraft["before"][number], { order }: AmendmentDraft): WantedPlaces[] {
  const places = order?.lapsedAt
    ? quotasOfStored(line).map((quotaId) => ({ quotaId, count: line.quantity }))
    : line.places.map(({ quotaId, count }) => ({ quotaId, count }));
  return places.map((place) => ({ orderLineId: line.id, ...place }));
}

async function writeLine(
  tx: Tx,
  { before, catalogue }: AmendmentDraft,
  line: AmendedLine,
  { orderId, registrationId, reason }: ToWrite,
): Promise<number> {
  const kept = before.find(({ id }) => id === line.frozenId);
  const item = itemOf(catalogue, line);
  const { quantity, unitMinor, grossMinor, taxMinor, taxBasisPoints, windowLabel, name } = line;
  const { promotionId, promotionMinor } = line;
  const priced = {
    ...{ quantity, unitMinor, grossMinor, taxMinor, taxBasisPoints, promotionId, promotionMinor },
    priceReason: line.isOverridden ? reason : (kept?.priceReason ?? ""),
    diets: line.places.map(({ options }) => options.diet ?? ""),
  };
  if (kept) {
    await tx.orderLine.update({ where: { id: kept.id }, data: priced });
    return kept.id;
  }
  const created = await tx.orderLine.create({
    data: {
      ...{ orderId, registrationId, name, windowLabel, ...priced },
      categoryId: line.kind === "category" ? (item?.id ?? null) : null,
      serviceId: line.kind === "service" ? (item?.id ?? null) : null,
      translations: translationsOf(item, windowLabel),
    },
    select: { id: true },
  });
  return created.id;
}

async function writeGuests(tx: Tx, orderLineId: number, { places }: AmendedLine): Promise<void> {
  await tx.guest.deleteMany({ where: { orderLineId } });
  const guests = places.flatMap(({ guestName, options }, position) =>
    guestName === null ? [] : [{ orderLineId, position, name: guestName, diet: options.diet ?? "" }],
  );
  if (guests.length) await tx.guest.createMany({ data: guests });
}

/** Lines of the registration that the amended order has no more; their places are given back already. */
export async function deleteGoneLines(tx: Tx, { before, lines }: AmendmentDraft): Promise<void> {
  const gone = before.filter(({ id }) => !lines.some(({ frozenId }) => frozenId === id));
  await tx.orderLine.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
}
