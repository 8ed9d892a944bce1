import "server-only";
import type { Tx } from "@/lib/db/client";

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;
/** For one registration and address, whatever became of them. */
export const CODES_PER_DAY = 10;
const FIRST_PAUSE_MINUTES = 5;
const PAUSE_GROWS = 3;

export type Mailbox = { conferenceId: number; indicoDbId: number; email: string };

/** The codes of the last 24 hours for one mailbox. */
export type CodesOfDay = {
  valid: number;
  mailed: number;
  /** Those that only wrong tries were made at. */
  guessed: number;
  /** Minutes since the last of them was mailed. */
  sinceGuessed: number | null;
};

/** How many minutes after the n-th code of a day that was guessed at, and not used, no new one is mailed. */
export function pauseAfter(guessed: number): number {
  return guessed === 0 ? 0 : FIRST_PAUSE_MINUTES * PAUSE_GROWS ** (guessed - 1);
}

/** Why no code may be mailed now ("valid": an earlier one still does); null when one may. */
export function refusalOfCode(codes: CodesOfDay): "valid" | "day" | "pause" | null {
  if (codes.valid > 0) return "valid";
  if (codes.mailed >= CODES_PER_DAY) return "day";
  return (codes.sinceGuessed ?? Number.POSITIVE_INFINITY) < pauseAfter(codes.guessed) ? "pause" : null;
}

/** What was mailed to a mailbox for one registration in the last 24 hours. */
export async function readCodesOfDay(tx: Tx, { conferenceId, indicoDbId, email }: Mailbox): Promise<CodesOfDay> {
  const [codes] = await tx.$queryRaw<[CodesOfDay]>`
    SELECT count(*) FILTER (WHERE state = 'sent' AND code_tries_left > 0 AND expires_at > now())::int AS valid,
           count(*)::int AS mailed,
           count(*) FILTER (WHERE state = 'sent' AND code_tries_left < ${CODE_TRIES})::int AS guessed,
           extract(epoch FROM now() - max(expires_at) FILTER (WHERE state = 'sent' AND code_tries_left < ${CODE_TRIES}))::float8 / 60
             + ${CODE_MINUTES} AS "sinceGuessed"
      FROM link_request
     WHERE conference_id = ${conferenceId} AND indico_db_id = ${indicoDbId} AND email = ${email}
       AND code_hash IS NOT NULL AND created_at > now() - interval '24 hours'`;
  return codes;
}
