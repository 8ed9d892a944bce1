import "server-only";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { Tx } from "@/lib/db/client";
import type { WantedCount } from "@/lib/places/lapse-holds";
import type { WantedPlaces } from "@/lib/places/places";
import type { QuotedLine } from "@/lib/pricing/quote-order";
import { itemOf, quotaIdsOf, translationsOf } from "./items-of-lines";

/** What is bought for one registration. */
export type LinesOf = { registrationId: number; lines: readonly QuotedLine[] };

/** Places that lines want of each quota, before they are written. */
export function placesWantedBy(catalogue: Catalogue, lines: readonly QuotedLine[]): WantedCount[] {
  return lines.flatMap((line) => quotaIdsOf(catalogue, line).map((quotaId) => ({ quotaId, count: line.quantity })));
}

/** Writes the lines of an order with their guests, prices and names frozen. @returns the places that they want */
export async function saveLines(
  tx: Tx,
  orderId: number,
  catalogue: Catalogue,
  bought: readonly LinesOf[],
): Promise<WantedPlaces[]> {
  const lines = bought.flatMap(({ registrationId, lines }) => lines.map((line) => ({ ...line, registrationId })));
  const items = lines.map((line) => itemOf(catalogue, line));
  const created = await tx.orderLine.createManyAndReturn({
    data: lines.map((line, index) => ({
      orderId,
      registrationId: line.registrationId,
      categoryId: line.kind === "category" ? items[index]?.id : null,
      serviceId: line.kind === "service" ? items[index]?.id : null,
      name: line.name,
      windowLabel: line.windowLabel,
      translations: translationsOf(items[index], line.windowLabel),
      quantity: line.quantity,
      unitMinor: line.unitMinor,
      grossMinor: line.grossMinor,
      taxBasisPoints: line.taxBasisPoints,
      taxMinor: line.taxMinor,
      promotionId: line.promotionId,
      promotionMinor: line.promotionMinor,
      diets: line.places.map((place) => place.options.diet ?? ""),
    })),
    select: { id: true },
  });
  const idOf = (index: number) => created[index]?.id as number;
  const guests = lines.flatMap((line, index) =>
    line.places.flatMap(({ guestName, options }, position) =>
      guestName === null ? [] : [{ orderLineId: idOf(index), position, name: guestName, diet: options.diet ?? "" }],
    ),
  );
  if (guests.length) await tx.guest.createMany({ data: guests });
  return lines.flatMap((line, index) =>
    quotaIdsOf(catalogue, line).map((quotaId) => ({ orderLineId: idOf(index), quotaId, count: line.quantity })),
  );
}
