import "server-only";
import type { Tx } from "@/lib/db/client";
import { toDecimal } from "@/lib/money/money";
import { readStandings, type Standing } from "@/lib/registration/read-standings";
import type { RenderedRow } from "./publish";

/**
 * Rows of the list that Indico's timed procedure downloads (docs/indico-cron.md): one per registration that Indico
 * knows. `amount` is what was paid for this registration, as a decimal; `changedAt` is the row's stamp and is added
 * when the list is read. `paid` and `checkedIn` are null where Foyer has no opinion, so that nobody who follows the list
 * takes back what was entered in Indico itself.
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
      mirror: { select: { wantPaid: true, wantCheckedIn: true, seenPaid: true } },
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
        paid: isPaid || (isKnownUnpaid(row.mirror, standing) ? false : null),
        amount: toDecimal({ minor: isPaid ? standing.paidMinor : 0, currency: row.conference.currency }),
        currency: row.conference.currency,
        method: isPaid ? standing.way : null,
        reference: isPaid ? standing.reference : null,
        paidAt: isPaid ? standing.paidAt.toISOString() : null,
        checkedIn: row.checkedInAt !== null || (hasWish(row.mirror?.wantCheckedIn) ? false : null),
        checkedInAt: row.checkedInAt?.toISOString() ?? null,
      },
    };
  });
}

type PaidMirror = { wantPaid: boolean | null; seenPaid: boolean | null };

/** Money was taken back, or an order waits for it and Indico shows no payment that was made there. */
function isKnownUnpaid(mirror: PaidMirror | null, standing: Standing | undefined): boolean {
  return hasWish(mirror?.wantPaid) || (standing?.hasPlacedOrder === true && mirror?.seenPaid !== true);
}

function hasWish(want: boolean | null | undefined): boolean {
  return want !== null && want !== undefined;
}
