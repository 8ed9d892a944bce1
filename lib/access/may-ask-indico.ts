import "server-only";
import { db } from "@/lib/db/client";
import { takeToken } from "@/lib/limits/take-token";
import type { Mailbox } from "./code-allowance";

/**
 * Whether Indico may be asked about a followed link now. It is asked at most as often as the two limits by conference
 * allow together. One of them is kept for links that agree with a registration that Foyer already has, so that a flood
 * of guesses shuts out nobody who was here before; neither can guesses at one number, with whatever addresses.
 *
 * What this decides depends on what Foyer knows. So it is asked where nobody waits for the answer.
 */
export async function mayAskIndico(link: Mailbox): Promise<boolean> {
  const { conferenceId, indicoDbId } = link;
  if (await isKnown(link)) {
    return (await take("readByConference", conferenceId)) || (await take("readKnownByConference", conferenceId));
  }
  return (
    (await take("readByRegistration", `${conferenceId}:${indicoDbId}`)) &&
    (await take("readByConference", conferenceId))
  );
}

async function isKnown({ conferenceId, indicoDbId, email }: Mailbox): Promise<boolean> {
  const client = await db();
  const where = { conferenceId, indicoDbId, email, isConfirmed: true, state: { not: "erased" as const } };
  return (await client.registration.count({ where })) > 0;
}

async function take(kind: Parameters<typeof takeToken>[0], subject: string | number): Promise<boolean> {
  return (await takeToken(kind, String(subject))) === "given";
}
