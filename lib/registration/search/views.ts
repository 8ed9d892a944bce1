import "server-only";
import { db } from "@/lib/db/client";
import { err, ok, type Result } from "@/lib/result";

const MOST_VIEWS = 40;

/** The views of a conference that one staff member sees: their own, and those of everybody. */
export async function listViews(conferenceId: number, staffId: number) {
  const client = await db();
  return client.savedView.findMany({
    where: { conferenceId, OR: [{ staffId }, { staffId: null }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_VIEWS,
  });
}

/** Keeps a list's query under a name. One of the same name and owner is replaced. */
export async function saveView(
  conferenceId: number,
  { name, query, staffId }: { name: string; query: string; staffId: number | null },
): Promise<Result<void, "too-many">> {
  const client = await db();
  if ((await client.savedView.count({ where: { conferenceId, staffId } })) >= MOST_VIEWS) return err("too-many");
  await client.savedView.deleteMany({ where: { conferenceId, staffId, name } });
  await client.savedView.create({ data: { conferenceId, staffId, name, query } });
  return ok(undefined);
}

/** Takes a view away: one's own, or, for those who run the conference, one of everybody. */
export async function deleteView(conferenceId: number, viewId: number, by: { staffId: number; maySetUp: boolean }) {
  const client = await db();
  const { count } = await client.savedView.deleteMany({
    where: { id: viewId, conferenceId, OR: [{ staffId: by.staffId }, ...(by.maySetUp ? [{ staffId: null }] : [])] },
  });
  return count > 0;
}
