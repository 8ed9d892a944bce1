import "server-only";
import type { Io } from "@/lib/console/command";
import { db } from "@/lib/db/client";

/** The conference that a command names, or all where it names none; null, after saying so, for one that there is not. */
export async function findConferences(
  slug: string | undefined,
  io: Io,
): Promise<{ id: number; slug: string }[] | null> {
  const client = await db();
  const where = slug ? { slug } : {};
  const found = await client.conference.findMany({ where, orderBy: { id: "asc" }, select: { id: true, slug: true } });
  if (!slug || found.length) return found;
  io.note(`There is no conference "${slug}".`);
  return null;
}
