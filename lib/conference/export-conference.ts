import "server-only";
import type { Setup } from "@/lib/conference/conference-file";
import { describeSetup, findStoredConference } from "@/lib/conference/describe-setup";
import { transaction } from "@/lib/db/client";
import { err, ok, type Result } from "@/lib/result";

/** The whole set-up of a conference as its file; the Indico token is never in it. Importing it changes nothing. */
export async function exportConference(slug: string): Promise<Result<Setup, "not-found">> {
  const stored = await transaction((tx) => findStoredConference(tx, { slug }));
  return stored ? ok(describeSetup(stored)) : err("not-found");
}
