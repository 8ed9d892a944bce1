import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { startBatch } from "@/lib/batches/start-batch";
import { transaction } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import type { ManyAct } from "./acts";
import { type Choice, countChosen, fixChoice } from "./chosen";

export type StartedBy = { conference: { id: number; timeZone: string }; staffId: number; actor: Actor };

/**
 * Begins an act on many registrations. @returns the batch's public id, whose page shows how far it is
 * @param typed the number that staff typed to confirm it; an act that asks for none has null
 */
export async function startMany(
  act: ManyAct,
  choice: Choice,
  typed: number | null,
  { conference, staffId, actor }: StartedBy,
): Promise<Result<string, "nobody" | "other-count">> {
  const chosen = await fixChoice(conference, choice);
  const total = await countChosen(conference, chosen);
  if (total === 0) return err("nobody");
  if (typed !== null && typed !== total) return err("other-count");
  const publicId = await transaction(async (tx) => {
    const batch = { conferenceId: conference.id, staffId, kind: act, parameters: chosen, total };
    const started = await startBatch(tx, batch);
    await publish(tx, {
      conferenceId: conference.id,
      actor,
      registrations: [],
      audit: [
        {
          what: "registrations.acted-on",
          object: "batch",
          objectId: started.publicId,
          after: { act, query: chosen.ids ? null : chosen.query, registrations: total },
        },
      ],
    });
    return started.publicId;
  });
  return ok(publicId);
}
