import "server-only";
import { db } from "@/lib/db/client";

const DESK = {
  id: true,
  slug: true,
  name: true,
  languages: true,
  timeZone: true,
  currency: true,
  startsOn: true,
  endsOn: true,
  indicoUrl: true,
  indicoEventId: true,
  indicoFormId: true,
  isOpen: true,
} as const;

/** The conference of a desk's address; null when there is none. */
export async function findDeskConference(slug: string) {
  const client = await db();
  return client.conference.findUnique({ where: { slug: slug.replaceAll("\u0000", "") }, select: DESK });
}

/** What every page of a conference's desk knows about it. */
export type DeskConference = NonNullable<Awaited<ReturnType<typeof findDeskConference>>>;

/** The conferences that somebody may choose from: all, or these. Those that begin last come first. */
export async function listDeskConferences(where: "all" | number[]) {
  const client = await db();
  return client.conference.findMany({
    where: where === "all" ? {} : { id: { in: where } },
    orderBy: [{ startsOn: "desc" }, { id: "desc" }],
    select: { ...DESK, city: true },
  });
}
