import "server-only";
import { db } from "@/lib/db/client";

export const APP_CALLS_PAGE = 50;

/** What of the log is asked for; null: of any. */
export type AppCallQuestion = {
  readonly credentialId: number | null;
  readonly resource: string | null;
  /** Only what was answered by an error, or refused. */
  readonly refusedOnly: boolean;
  readonly beforeId: number | null;
};

/**
 * The newest calls of a conference's apps; one more than a page where there are more. Whoever may see every conference
 * sees the calls of nobody we know, too.
 */
export async function searchAppCalls(
  conferenceId: number,
  { credentialId, resource, refusedOnly, beforeId }: AppCallQuestion,
  { seesAll }: { seesAll: boolean },
) {
  const client = await db();
  return client.appCall.findMany({
    where: {
      OR: [{ conferenceId }, ...(seesAll ? [{ conferenceId: null }] : [])],
      ...(credentialId === null ? {} : { credentialId }),
      ...(resource === null ? {} : { resource }),
      ...(refusedOnly ? { code: { not: "" } } : {}),
      ...(beforeId === null ? {} : { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take: APP_CALLS_PAGE + 1,
    include: { credential: { select: { name: true } } },
  });
}

export type AppCallRow = Awaited<ReturnType<typeof searchAppCalls>>[number];
