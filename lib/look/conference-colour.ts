import "server-only";
import { db } from "@/lib/db/client";

/** The colour of a conference, `#rrggbb`; null where there is no such conference. */
export async function conferenceColour(slug: string): Promise<string | null> {
  const conference = await (await db()).conference.findUnique({ where: { slug }, select: { colour: true } });
  return conference?.colour ?? null;
}
