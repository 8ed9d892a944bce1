import "server-only";
import { METHODS } from "@/lib/convio/find-method";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

export const CALLS_PAGE = 50;

/** What of the log is asked for; null: of any. */
export type CallQuestion = {
  readonly credentialId: number | null;
  readonly method: string | null;
  /** "failed": every code but 0. */
  readonly code: number | "failed" | null;
  readonly beforeId: number | null;
};

/** The methods by which one can search. */
export const METHOD_NAMES: readonly string[] = METHODS.map(({ name }) => name).toSorted();

/**
 * The newest calls about a conference, or by a credential of its own; one more than a page where there are more. Whoever
 * may see every conference sees the calls that belong to none, too: those with a wrong key.
 */
export async function searchCalls(
  conferenceId: number,
  { credentialId, method, code, beforeId }: CallQuestion,
  { seesAll }: { seesAll: boolean },
) {
  const ofConference: Prisma.ConvioCallWhereInput[] = [
    { conferenceId },
    { conferenceId: null, credential: { conferenceId } },
    ...(seesAll ? [{ conferenceId: null }] : []),
  ];
  const client = await db();
  return client.convioCall.findMany({
    where: {
      OR: ofConference,
      ...(credentialId === null ? {} : { credentialId }),
      ...(method === null ? {} : { method }),
      ...(code === null ? {} : { code: code === "failed" ? { not: 0 } : code }),
      ...(beforeId === null ? {} : { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take: CALLS_PAGE + 1,
    include: { credential: { select: { name: true } } },
  });
}

export type CallRow = Awaited<ReturnType<typeof searchCalls>>[number];
