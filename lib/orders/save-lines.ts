import "server-only";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
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
  const rows = lines.map((line, index) => {
    const id = items[index]?.id;
    const diets = line.places.map((place) => place.options.diet ?? "");
    return Prisma.sql`(
      ${index}::int, ${line.registrationId}::int, ${line.kind === "category" ? id : null}::int,
      ${line.kind === "service" ? id : null}::int, ${line.name}, ${line.windowLabel},
      ${JSON.stringify(translationsOf(items[index], line.windowLabel))}::jsonb, ${line.quantity}::int,
      ${line.unitMinor}::int, ${line.grossMinor}::int, ${line.taxBasisPoints}::int, ${line.taxMinor}::int,
      ${line.promotionId ?? null}::int, ${line.promotionMinor}::int, ${diets}::text[])`;
  });
  // One statement: everybody else who wants these quotas waits for it.
  const saved = await tx.$queryRaw<{ id: number }[]>`
    WITH given AS MATERIALIZED (
      SELECT nextval(pg_get_serial_sequence('order_line', 'id'))::int AS id, line.*
        FROM (VALUES ${Prisma.join(rows)}) line (
          index, registration_id, category_id, service_id, name, window_label, translations, quantity, unit_minor,
          gross_minor, tax_basis_points, tax_minor, promotion_id, promotion_minor, diets)
    ), saved AS (
      INSERT INTO order_line (id, order_id, registration_id, category_id, service_id, name, window_label, translations,
                              quantity, unit_minor, gross_minor, tax_basis_points, tax_minor, promotion_id,
                              promotion_minor, diets)
      SELECT id, ${orderId}::int, registration_id, category_id, service_id, name, window_label, translations, quantity,
             unit_minor, gross_minor, tax_basis_points, tax_minor, promotion_id, promotion_minor, diets
        FROM given
    )
    SELECT id FROM given ORDER BY index`;
  const idOf = (index: number) => saved[index]?.id as number;
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
