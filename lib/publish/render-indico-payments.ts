import "server-only";
import type { Tx } from "@/lib/db/client";
import { toDecimal } from "@/lib/money/money";
import { readStandings } from "@/lib/registration/read-standings";
import type { RenderedRow } from "./publish";

/**
 * Rows of the list that Indico's timed procedure downloads (docs/indico-cron.md): one per registration that Indico
 * knows. `amount` is what was paid for this registration, as a decimal; `changedAt` is the row's stamp and is added
 * when the list is read.
 */
export async function renderIndicoPayments(tx: Tx, registrationIds: number[]): Promise<RenderedRow[]> {
  const rows = await tx.registration.findMany({
    where: { id: { in: registrationIds }, indicoDbId: { not: null }, isConfirmed: true },
    select: {
      id: true,
      publicId: true,
      state: true,
      email: true,
      indicoDbId: true,
      indicoFriendlyId: true,
      checkedInAt: true,
      conference: { select: { indicoEventId: true, indicoFormId: true, currency: true } },
    },
  });
  const standings = await readStandings(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const standing = standings.get(row.id);
    const isPaid = row.state === "active" && standing?.isPaid === true;
    const known = {
      eventId: row.conference.indicoEventId,
      registrationId: row.indicoFriendlyId,
      registrationDbId: row.indicoDbId,
      formId: row.conference.indicoFormId,
    };
    if (row.state === "erased") return { entityId: row.publicId, state: "deleted", payload: known };
    return {
      entityId: row.publicId,
      state: "current",
      payload: {
        ...known,
        email: row.email,
        paid: isPaid,
        amount: toDecimal({ minor: isPaid ? standing.paidMinor : 0, currency: row.conference.currency }),
        currency: row.conference.currency,
        method: isPaid ? standing.way : null,
        reference: isPaid ? standing.reference : null,
        paidAt: isPaid ? standing.paidAt.toISOString() : null,
        checkedIn: row.checkedInAt !== null,
        checkedInAt: row.checkedInAt?.toISOString() ?? null,
      },
    };
  });
}
