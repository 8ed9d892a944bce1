import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/audit/chain";
import type { Permission } from "@/lib/auth/permissions";
import type { BatchKind, RunningBatch } from "@/lib/batches/step";
import { checkIn, undoCheckIn } from "@/lib/checkin/check-in";
import { db } from "@/lib/db/client";
import { retryWrite } from "@/lib/mirror/retry-write";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { resendMail } from "@/lib/registration/write-to-person";
import { err, type Result } from "@/lib/result";
import { Chosen, walkChosen } from "./chosen";

/** Registrations that one step takes on. */
const A_STEP = 20;

/** What an act says of those it left as they were: how many, by the reason's code. */
export const LeftOut = z.object({ reasons: z.record(z.string(), z.number()) });

type Do = (registrationId: number, by: { actor: Actor; now: Date; batch: string }) => Promise<Result<unknown, string>>;

/** What can be done to many registrations at once, each by the same function as to one. */
const ACTS = {
  "check-in-many": { permission: "registrations.check-in", do: (id, { actor, now }) => checkIn(id, actor, now) },
  "undo-check-in-many": {
    permission: "registrations.check-in",
    do: (id, { actor, now }) => undoCheckIn(id, actor, now),
  },
  "indico-again-many": { permission: "indico.retry", do: (id, { actor }) => retryWrite(id, actor) },
  "resend-many": { permission: "registrations.mail", do: resendTicket },
  "cancel-many": {
    permission: "registrations.edit",
    do: (id, { actor, now }) => cancelRegistration(id, { reason: "", tell: true }, actor, now),
  },
} as const satisfies Record<string, { permission: Permission; do: Do }>;

/** The name of an act on many: also its batch's kind. */
export type ManyAct = keyof typeof ACTS;

export const MANY_ACTS = Object.keys(ACTS) as ManyAct[];

/** What one must be allowed to do it to many. */
export function permissionOf(act: ManyAct): Permission {
  return ACTS[act].permission;
}

/** What cannot be taken back with one click: their number is typed first. */
export function isGrave(act: ManyAct): boolean {
  return act === "cancel-many";
}

/** The act of this name; undefined when there is none. */
export function findManyAct(name: unknown): ManyAct | undefined {
  return MANY_ACTS.find((act) => act === name);
}

/** The kinds of batches that do something to many registrations. */
export const MANY_KINDS: Record<ManyAct, BatchKind> = {
  "check-in-many": kindOf("check-in-many"),
  "undo-check-in-many": kindOf("undo-check-in-many"),
  "indico-again-many": kindOf("indico-again-many"),
  "resend-many": kindOf("resend-many"),
  "cancel-many": kindOf("cancel-many"),
};

function kindOf(act: ManyAct): BatchKind {
  return {
    async step(batch, now) {
      const { afterId, reasons } = readCursor(batch);
      const client = await db();
      const conference = await client.conference.findUniqueOrThrow({
        where: { id: batch.conferenceId },
        select: { id: true, timeZone: true },
      });
      const ids = await walkChosen(conference, Chosen.parse(batch.parameters), { afterId, take: A_STEP });
      const by = { actor: actorOf(batch), now, batch: batch.publicId };
      let done = 0;
      for (const id of ids) {
        const outcome = await ACTS[act].do(id, by);
        if (outcome.ok) done += 1;
        else reasons[outcome.error] = (reasons[outcome.error] ?? 0) + 1;
      }
      const last = ids.at(-1);
      const isOver = last === undefined || ids.length < A_STEP;
      return {
        done,
        failed: ids.length - done,
        cursor: isOver ? null : { afterId: last, reasons },
        result: { reasons },
        ...(isOver ? { total: batch.done + batch.failed + ids.length } : {}),
      };
    },
  };
}

function readCursor({ cursor }: RunningBatch) {
  const Cursor = z.object({ afterId: z.number(), reasons: z.record(z.string(), z.number()) });
  return Cursor.parse(cursor ?? { afterId: 0, reasons: {} });
}

/** Who began a batch is who does what it does. */
export function actorOf({ staffId }: RunningBatch): Actor {
  return staffId === null ? { kind: "job", id: "batch.run" } : { kind: "staff", id: String(staffId) };
}

/** The letters that bring the ticket or the receipt. */
const TICKET_LETTERS = ["payment-confirmed", "registration-confirmed"];

/** The newest letter with ticket and receipt once more; its batch's id makes it one mail however often it is asked. */
async function resendTicket(
  registrationId: number,
  { actor, batch }: { actor: Actor; batch: string },
): Promise<Result<void, string>> {
  const client = await db();
  const mail = await client.mail.findFirst({
    where: { registrationId, letter: { in: TICKET_LETTERS } },
    orderBy: { id: "desc" },
    select: { id: true, key: true },
  });
  if (!mail) return err("no-ticket-yet");
  // A repeated step finds its own mail the newest.
  if (mail.key.startsWith("again:") && mail.key.endsWith(`:${batch}`)) return { ok: true, value: undefined };
  return resendMail(registrationId, mail.id, batch, actor);
}
