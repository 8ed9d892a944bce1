import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/audit/chain";
import type { Permission } from "@/lib/auth/permissions";
import { startBatch } from "@/lib/batches/start-batch";
import type { BatchKind } from "@/lib/batches/step";
import { checkIn, undoCheckIn } from "@/lib/checkin/check-in";
import { db, transaction } from "@/lib/db/client";
import { retryWrite } from "@/lib/mirror/retry-write";
import { publish } from "@/lib/publish/publish";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { nextOfSelection, StoredSelection } from "./selection";

type BulkAct = {
  permission: Permission;
  /** What cannot be taken back with one click asks for the number to be typed. */
  isGrave: boolean;
  /** Whether it went well for one registration. */
  do: (registrationId: number, actor: Actor, now: Date) => Promise<boolean>;
};

/** What can be done to many at once, each by the same function as for one. */
export const BULK_ACTS = {
  "check-in": {
    permission: "registrations.check-in",
    isGrave: false,
    do: async (id, actor, now) => (await checkIn(id, actor, now)).ok,
  },
  "undo-check-in": {
    permission: "registrations.check-in",
    isGrave: false,
    do: async (id, actor) => (await undoCheckIn(id, actor)).ok,
  },
  "retry-indico": {
    permission: "indico.retry",
    isGrave: false,
    do: async (id, actor) => (await retryWrite(id, actor)).ok,
  },
  cancel: {
    permission: "registrations.edit",
    isGrave: true,
    do: async (id, actor, now) => (await cancelRegistration(id, { reason: "", tell: true }, actor, now)).ok,
  },
} as const satisfies Record<string, BulkAct>;

export type BulkActName = keyof typeof BULK_ACTS;
export const BULK_ACT_NAMES = Object.keys(BULK_ACTS) as BulkActName[];

const Parameters = z.object({ act: z.enum(BULK_ACT_NAMES), selection: StoredSelection });
const Cursor = z.object({ afterId: z.number() });

/** A step is a second or two, whatever the act. */
const A_STEP = 20;

export type BulkOrder = { conferenceId: number; staffId: number; actor: Actor };

/** Begins an act on many registrations. @returns the batch's public id */
export function startBulkAct(
  act: BulkActName,
  selection: StoredSelection,
  count: number,
  { conferenceId, staffId, actor }: BulkOrder,
): Promise<string> {
  return transaction(async (tx) => {
    const { publicId } = await startBatch(tx, {
      ...{ conferenceId, staffId, kind: "registrations.act" },
      parameters: { act, selection },
      total: count,
    });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "registrations.act-begun", object: "batch", objectId: publicId, after: { act, count } }],
    });
    return publicId;
  });
}

/** Works an act off; each registration is done, or refused as its own page would refuse it. */
export const bulkActKind: BatchKind = {
  async step(batch, now) {
    const { act, selection } = Parameters.parse(batch.parameters);
    const { afterId } = Cursor.parse(batch.cursor ?? { afterId: 0 });
    const client = await db();
    const conference = await client.conference.findUniqueOrThrow({ where: { id: batch.conferenceId } });
    const ids = await nextOfSelection(conference, selection, afterId, A_STEP);
    const actor: Actor = { kind: "staff", id: String(batch.staffId) };
    let done = 0;
    for (const id of ids) if (await BULK_ACTS[act].do(id, actor, now)) done += 1;
    const last = ids.at(-1);
    const cursor = last !== undefined && ids.length === A_STEP ? { afterId: last } : null;
    return { done, failed: ids.length - done, cursor };
  },
};
