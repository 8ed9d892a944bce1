import "server-only";
import { db } from "@/lib/db/client";
import type { LenosAccess } from "@/lib/lenos/access";
import type { CallNotes } from "@/lib/lenos/answer";
import { namesOf } from "@/lib/lenos/answer-list";
import type { Parameters } from "@/lib/lenos/read-call";
import { takeToken } from "@/lib/limits/take-token";
import { log } from "@/lib/log/log";

export type NotedCall = CallNotes & {
  readonly at: Date;
  readonly access: LenosAccess | null;
  readonly resource: string;
  readonly verb: string;
  readonly parameters: Parameters | null;
  readonly carrier: string;
  readonly format: string;
  readonly address: string;
  readonly status: number;
  readonly durationMs: number;
  readonly requestId: string;
};

const VERBS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** Values that are neither secret nor about a person: what an integrator looks for. */
const SHOWN = new Set(["eventid", "utcmodifieddate", "format", "cursor", "limit", "includedeleted", "action"]);
const LONGEST_VALUE = 40;

/**
 * One row of the log of calls: from an allow list, so that no secret and nothing of a person can come in. Of callers that
 * we do not know only so many are noted. A log that cannot be written fails no call.
 */
export async function noteCall(call: NotedCall): Promise<void> {
  const { access, parameters, verb, ...row } = call;
  try {
    if (!access && !(await mayNoteStranger(call.address))) return;
    const client = await db();
    await client.appCall.create({
      data: {
        ...row,
        verb: VERBS.has(verb) ? verb : "other",
        asked: parameters ? masked(parameters) : "",
        conferenceId: access?.conferenceId ?? null,
        credentialId: access?.credentialId ?? null,
      },
    });
  } catch (error) {
    log.error({ error }, "a call of the event-app feed could not be noted");
  }
}

async function mayNoteStranger(address: string): Promise<boolean> {
  if ((await takeToken("lenosNotedByAddress", address)) === "refused") return false;
  return (await takeToken("lenosNoted", "all")) === "given";
}

const MOST_PARAMETERS = 20;

function masked(parameters: Parameters): string {
  return parameters
    .all()
    .slice(0, MOST_PARAMETERS)
    .map(({ name, value }) => {
      const [plain = ""] = namesOf([name]);
      const isShown = SHOWN.has(name.toLowerCase()) && /^[\w.:+ /-]+$/.test(value) && value.length <= LONGEST_VALUE;
      return `${plain}=${isShown ? value : "…"}`;
    })
    .join(" ");
}
