import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/audit/chain";
import { startBatch } from "@/lib/batches/start-batch";
import type { BatchKind } from "@/lib/batches/step";
import { attempt } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { REPAIRS } from "./compare";
import { repairDrift } from "./repair";

const REPAIRED_A_STEP = 10;
export const MOST_AT_ONCE = 500;

const Parameters = z.object({
  publicIds: z.array(z.string()),
  repair: z.enum([...REPAIRS, "suggested"]),
  reason: z.string(),
});
type Parameters = z.infer<typeof Parameters>;
const Refused = z.record(z.string(), z.number());

/** Begins to do one thing, or what is suggested, about many differences. @returns the batch's public id */
export function startRepairs(
  conferenceId: number,
  parameters: Parameters,
  { staffId, actor }: { staffId: number; actor: Actor },
): Promise<Result<string, "none-chosen" | "too-many">> {
  return attempt<string, "none-chosen" | "too-many">(async (tx) => {
    const total = parameters.publicIds.length;
    if (total === 0) return err("none-chosen");
    if (total > MOST_AT_ONCE) return err("too-many");
    const batch = await startBatch(tx, { conferenceId, staffId, kind: "drift.repair", parameters, total });
    await publish(tx, {
      conferenceId,
      actor,
      registrations: [],
      audit: [
        {
          what: "differences.repair-begun",
          object: "batch",
          objectId: batch.publicId,
          after: { repair: parameters.repair, count: total },
        },
      ],
    });
    return ok(batch.publicId);
  });
}

/** Repairs some at a time; the result counts what could not be done, by reason. One done before counts as done. */
export const repairKind: BatchKind = {
  async step(batch, now) {
    const { publicIds, repair, reason } = Parameters.parse(batch.parameters);
    const { position, refused } = z
      .object({ position: z.number(), refused: Refused })
      .parse(batch.cursor ?? { position: 0, refused: {} });
    const some = publicIds.slice(position, position + REPAIRED_A_STEP);
    const actor: Actor = { kind: "staff", id: String(batch.staffId) };
    const counts = { ...refused };
    let failed = 0;
    for (const publicId of some) {
      const { conferenceId } = batch;
      const repaired = await repairDrift({ conferenceId, publicId, repair, reason }, actor, now);
      if (repaired.ok || repaired.error === "settled") continue;
      failed += 1;
      counts[repaired.error] = (counts[repaired.error] ?? 0) + 1;
    }
    const next = position + some.length;
    const isLast = next >= publicIds.length;
    return {
      done: some.length - failed,
      failed,
      cursor: isLast ? null : { position: next, refused: counts },
      ...(isLast ? { result: counts } : {}),
    };
  },
};
