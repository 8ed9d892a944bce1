import "server-only";
import { transaction } from "@/lib/db/client";
import { readStandings } from "@/lib/registration/read-standings";
import type { Ours } from "./compare";
import type { Sought } from "./read-theirs";

/** What the mirror saw last, and whether a job is about to write. */
export type Seen = { isWriting: boolean; seenAt: Date | null; paid: boolean | null; checkedIn: boolean | null };

/** A registration to compare. */
export type Candidate = {
  ours: Ours;
  /** Null: Indico knows nobody. */
  sought: Sought | null;
  seen: Seen | null;
};

/**
 * The next registrations that stand here: not cancelled, confirmed by Indico where they came from there, older than the
 * reading of Indico, and filled in from it. Who is on somebody else's registration and never was in Indico is not looked for there, nor is a
 * draft.
 */
export async function readOurs(
  conferenceId: number,
  { afterId, take, readAt }: { afterId: number; take: number; readAt: Date },
): Promise<{ candidates: Candidate[]; lastId: number | null }> {
  return transaction(async (tx) => {
    const rows = await tx.registration.findMany({
      where: {
        conferenceId,
        id: { gt: afterId },
        state: { in: ["draft", "active"] },
        createdAt: { lt: readAt },
        isConfirmed: true,
        prefill: { in: ["none", "done"] },
        OR: [{ indicoDbId: { not: null } }, { state: "active", parentId: null }],
      },
      orderBy: { id: "asc" },
      take,
      include: {
        category: { select: { code: true } },
        assignedCategory: { select: { code: true } },
        mirror: true,
        lines: {
          where: { order: { state: "placed" } },
          select: { grossMinor: true, category: { select: { code: true } }, order: { select: { currency: true } } },
        },
      },
    });
    const standings = await readStandings(
      tx,
      rows.map(({ id }) => id),
    );
    const candidates = rows.map(({ mirror, lines, ...row }): Candidate => {
      const before = row.indicoProfile as { firstName?: string; lastName?: string };
      const isChanged = (field: "firstName" | "lastName") =>
        row.staffFields.includes(field) || (before[field] !== undefined && before[field] !== row[field]);
      const currency = lines[0]?.order.currency;
      const sum = lines.reduce((total, { grossMinor }) => total + grossMinor, 0);
      const ordered = lines.find(({ category }) => category)?.category?.code;
      return {
        ours: {
          registrationId: row.id,
          indicoDbId: row.indicoDbId,
          state: row.state as Ours["state"],
          ...{ title: row.title, firstName: row.firstName, lastName: row.lastName, email: row.email },
          isNameChangedHere: isChanged("firstName") || isChanged("lastName"),
          isEmailChangedHere: row.emailChangedAt !== null,
          isTransferred: row.transferredAt !== null,
          categoryCode: ordered ?? row.category?.code ?? row.assignedCategory?.code ?? null,
          fee: currency ? { minor: sum, currency } : null,
          isPaid: standings.get(row.id)?.isPaid ?? false,
          isCheckedIn: row.checkedInAt !== null,
          isCheckInUndone: row.checkedInAt === null && mirror?.wantCheckedIn === false,
        },
        sought: row.indicoDbId === null ? null : { indicoDbId: row.indicoDbId, friendlyId: row.indicoFriendlyId },
        seen: mirror && {
          isWriting: mirror.state === "to_write",
          seenAt: mirror.seenAt,
          paid: mirror.seenPaid,
          checkedIn: mirror.seenCheckedIn,
        },
      };
    });
    return { candidates, lastId: rows.at(-1)?.id ?? null };
  });
}
