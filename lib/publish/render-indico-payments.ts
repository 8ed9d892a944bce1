import "server-only";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { RegistrationState } from "@/lib/db/generated/enums";
import { toDecimal } from "@/lib/money/money";
import type { Standing } from "@/lib/registration/read-standings";
import type { RenderedRow } from "./rendered-row";

/**
 * Rows of the list that Indico's timed procedure downloads (docs/indico-cron.md): one per registration that Indico
 * knows. `amount` is what was paid for this registration, as a decimal; `changedAt` is the row's stamp and is added
 * when the list is read. `paid` and `checkedIn` are null where Foyer has no opinion, so that nobody who follows the list
 * takes back what was entered in Indico itself.
 */
export async function renderIndicoPayments(
  tx: Tx,
  registrationIds: number[],
  standings: ReadonlyMap<number, Standing>,
): Promise<RenderedRow[]> {
  // One statement: this runs under the lock that everybody else in the conference waits for.
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.id, r.public_id AS "publicId", r.state::text AS state, r.email, r.indico_db_id AS "indicoDbId",
           r.indico_friendly_id AS "indicoFriendlyId", r.checked_in_at AS "checkedInAt", m.want_paid AS "wantPaid",
           m.want_checked_in AS "wantCheckedIn", m.seen_paid AS "seenPaid", c.indico_event_id AS "indicoEventId",
           c.indico_form_id AS "indicoFormId", c.currency
      FROM registration r JOIN conference c ON c.id = r.conference_id LEFT JOIN mirror m ON m.registration_id = r.id
     WHERE r.id IN (${Prisma.join(registrationIds)}) AND r.indico_db_id IS NOT NULL AND r.is_confirmed
     ORDER BY r.id`;
  return rows.map((row) => {
    const standing = standings.get(row.id);
    const isPaid = row.state === "active" && standing?.isPaid === true;
    const known = {
      eventId: row.indicoEventId,
      registrationId: row.indicoFriendlyId,
      registrationDbId: row.indicoDbId,
      formId: row.indicoFormId,
    };
    if (row.state === "erased") return { entityId: row.publicId, state: "deleted", payload: known };
    return {
      entityId: row.publicId,
      state: "current",
      payload: {
        ...known,
        email: row.email,
        paid: isPaid || (isKnownUnpaid(row, standing) ? false : null),
        amount: toDecimal({ minor: isPaid ? standing.paidMinor : 0, currency: row.currency }),
        currency: row.currency,
        method: isPaid ? standing.way : null,
        reference: isPaid ? standing.reference : null,
        paidAt: isPaid ? standing.paidAt.toISOString() : null,
        checkedIn: row.checkedInAt !== null || (hasWish(row.wantCheckedIn) ? false : null),
        checkedInAt: row.checkedInAt?.toISOString() ?? null,
      },
    };
  });
}

type PaidMirror = { wantPaid: boolean | null; seenPaid: boolean | null };

type Row = PaidMirror & {
  id: number;
  publicId: string;
  state: RegistrationState;
  email: string;
  indicoDbId: number;
  indicoFriendlyId: number | null;
  checkedInAt: Date | null;
  wantCheckedIn: boolean | null;
  indicoEventId: number | null;
  indicoFormId: number | null;
  currency: string;
};

/** Money was taken back, or an order waits for it and Indico shows no payment that was made there. */
function isKnownUnpaid(mirror: PaidMirror, standing: Standing | undefined): boolean {
  return hasWish(mirror.wantPaid) || (standing?.hasPlacedOrder === true && mirror.seenPaid !== true);
}

function hasWish(want: boolean | null): boolean {
  return want !== null;
}
