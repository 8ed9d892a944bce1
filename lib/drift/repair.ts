import "server-only";
import { findOrCreateRegistration, onceMoreIfTaken } from "@/lib/access/find-or-create-registration";
import type { Actor } from "@/lib/audit/chain";
import { checkIn } from "@/lib/checkin/check-in";
import { attempt, db, transaction } from "@/lib/db/client";
import type { Drift } from "@/lib/db/generated/client";
import type { DriftKind, DriftState } from "@/lib/db/generated/enums";
import { readForPrefill } from "@/lib/indico/read-for-foyer";
import { readRegistration } from "@/lib/indico/read-registration";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { wishCheckedIn, wishPaid } from "@/lib/mirror/wish";
import { publish } from "@/lib/publish/publish";
import { adoptFromIndico } from "@/lib/registration/adopt-from-indico";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { JOB_WAITS_MS } from "@/lib/registration/prefill";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";
import type { Repair } from "./compare";
import { mailIndicoForm } from "./mail-indico-form";

export const LONGEST_REASON = 300;

/** What can be done about each kind; the first ones first. Money is recorded on the registration's own page. */
export const REPAIRS_OF: Record<DriftKind, readonly Repair[]> = {
  only_here: ["mail", "cancel", "accept"],
  only_there: ["create", "accept"],
  category: ["adopt", "mail", "accept"],
  fee: ["mail", "accept"],
  paid_here: ["write", "accept"],
  paid_there: ["record", "write", "accept"],
  presence: ["write", "adopt", "accept"],
  withdrawn: ["cancel", "mail", "accept"],
  name: ["adopt", "mail", "accept"],
  email: ["adopt", "mail", "accept"],
};

export type RepairRefusal =
  | "not-found"
  | "not-possible"
  | "needs-reason"
  /** It was repaired, or went, meanwhile. */
  | "settled"
  | "no-answer"
  | "gone-in-indico"
  | "refused"
  | "by-hand";

export type RepairOrder = { conferenceId: number; publicId: string; repair: Repair | "suggested"; reason: string };

/** Does one thing about one difference. What it changes goes through the doors that everybody uses. */
export async function repairDrift(
  { conferenceId, publicId, repair: wanted, reason: raw }: RepairOrder,
  actor: Actor,
  now: Date,
): Promise<Result<Repair, RepairRefusal>> {
  const client = await db();
  const drift = await client.drift.findFirst({ where: { conferenceId, publicId } });
  if (!drift) return err("not-found");
  if (drift.state === "repaired" || drift.state === "gone") return err("settled");
  const repair = wanted === "suggested" ? (drift.suggested as Repair) : wanted;
  if (!REPAIRS_OF[drift.kind].includes(repair)) return err("not-possible");
  const reason = cleanText(raw, { maxLength: LONGEST_REASON });
  if (!reason.ok || (repair === "accept" && reason.value === "")) return err("needs-reason");
  const done = await DO[repair](drift, reason.value, actor, now);
  if (!done.ok) return done;
  return (await settle(drift, repair, reason.value, actor)) ? ok(repair) : err("settled");
}

type Do = (drift: Drift, reason: string, actor: Actor, now: Date) => Promise<Result<void, RepairRefusal>>;

const DO: Record<Repair, Do> = {
  async write(drift) {
    const { registrationId, kind } = drift;
    if (registrationId === null) return err("not-possible");
    await transaction(async (tx) => {
      if (kind === "presence") await wishCheckedIn(tx, registrationId, drift.ours === true);
      else await wishPaid(tx, registrationId, drift.ours === true);
    });
    return ok(undefined);
  },

  async adopt({ registrationId, kind }, _reason, actor, now) {
    if (registrationId === null) return err("not-possible");
    if (kind === "presence") {
      const here = await checkIn(registrationId, actor, now);
      return here.ok || here.error === "already-checked-in" ? ok(undefined) : err("refused");
    }
    if (kind !== "name" && kind !== "email" && kind !== "category") return err("not-possible");
    const read = await readForPrefill(registrationId, JOB_WAITS_MS);
    if (read.kind === "no-answer") return err("no-answer");
    if (read.kind === "gone") return err("gone-in-indico");
    const adopted = await adoptFromIndico(registrationId, kind, read.reading, actor);
    return adopted.ok ? adopted : err("refused");
  },

  async create({ conferenceId, indicoDbId }, _reason, actor) {
    const indico = await indicoOf(conferenceId);
    if (!indico || indicoDbId === null) return err("no-answer");
    const codes = { eventId: indico.eventId, formId: indico.formId, registrationDbId: indicoDbId };
    const read = await readRegistration(indico.site, codes, { timeoutMs: JOB_WAITS_MS, known: indico.known });
    if (!read.ok) return err(read.error === "not-found" ? "gone-in-indico" : "no-answer");
    const { email, friendlyId } = read.value.registration;
    return onceMoreIfTaken(() =>
      attempt<void, RepairRefusal>(async (tx) => {
        const followed = { conferenceId, indicoDbId, friendlyId, email, locale: "en", isConfirmed: true };
        const found = await findOrCreateRegistration(tx, followed);
        if (!found) return err("refused");
        const { registration, changed, audit } = found;
        const created = { what: "registration.created-from-indico", object: "registration", objectId: registration.id };
        await publish(tx, { conferenceId, actor, registrations: changed, audit: [...audit, created] });
        return ok(undefined);
      }),
    );
  },

  async cancel({ registrationId }, reason, actor, now) {
    if (registrationId === null) return err("not-possible");
    const cancelled = await cancelRegistration(registrationId, { reason, tell: false }, actor, now);
    return cancelled.ok || cancelled.error === "already-cancelled" ? ok(undefined) : err("refused");
  },

  async record() {
    return err("by-hand");
  },

  async mail(drift, _reason, actor) {
    return (await mailIndicoForm(drift, actor)) ? ok(undefined) : err("refused");
  },

  async accept() {
    return ok(undefined);
  },
};

const STATE_AFTER: Record<Repair, DriftState> = {
  ...{ write: "repaired", adopt: "repaired", create: "repaired", cancel: "repaired", record: "repaired" },
  ...{ mail: "waiting", accept: "accepted" },
};

/** Only while both sides are as they were decided about. */
async function settle(drift: Drift, repair: Repair, reason: string, actor: Actor): Promise<boolean> {
  return transaction(async (tx) => {
    const state = STATE_AFTER[repair];
    const { count } = await tx.drift.updateMany({
      where: { id: drift.id, fingerprint: drift.fingerprint, state: { in: ["open", "waiting", "accepted"] } },
      data: { state, reason },
    });
    if (count === 0) return false;
    await publish(tx, {
      conferenceId: drift.conferenceId,
      actor,
      registrations: [],
      audit: [
        {
          what: "difference.repaired",
          object: "difference",
          objectId: drift.publicId,
          before: { state: drift.state },
          after: { ...{ kind: drift.kind, repair, state, reason }, registration: drift.registrationId },
        },
      ],
    });
    return true;
  });
}
