import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import type { Tx } from "@/lib/db/client";
import type { ChangeKind, ChangeState } from "@/lib/db/generated/enums";
import { err, ok, type Result } from "@/lib/result";
import { statesBefore } from "@/lib/states/next-states";

type Closed = Exclude<ChangeState, "asked">;
type Closing = { answer: string; actor: Actor; now: Date };

/** A request; `kind`: only if it is one of these. */
type Which = { id: number; registrationId: number; kind?: { in: ChangeKind[] } };

/**
 * Ends a request, in the transaction of the act that answers it and with the registration locked. Of two who decide at
 * once one does, the other hears `"already-decided"`.
 */
export async function closeChange(
  tx: Tx,
  change: Which,
  to: Closed,
  { answer, actor, now }: Closing,
): Promise<Result<AuditEvent, "already-decided">> {
  const { count } = await tx.changeRequest.updateMany({
    where: { ...change, state: { in: statesBefore("change", to) } },
    data: {
      ...{ state: to, answer, decidedAt: now },
      decidedById: actor.kind === "staff" ? Number(actor.id) : null,
    },
  });
  if (count === 0) return err("already-decided");
  return ok({
    what: `change.${to}`,
    object: "registration",
    objectId: change.registrationId,
    before: { change: "asked" },
    after: { change: to, ...(answer ? { reason: answer } : {}) },
  });
}

/** The same for whichever request of the registration is open; no entry where none is. */
export async function closeOpenChange(
  tx: Tx,
  registrationId: number,
  to: Closed,
  closing: Closing,
): Promise<AuditEvent[]> {
  const open = await tx.changeRequest.findFirst({ where: { registrationId, state: "asked" }, select: { id: true } });
  const closed = open && (await closeChange(tx, { id: open.id, registrationId }, to, closing));
  return closed?.ok ? [closed.value] : [];
}
