import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { hashEntry } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";

export type ChainReport = {
  slug: string;
  entries: number;
  /** The first entry that is not as it was written; null when all are. */
  broken: { seq: bigint; why: "altered" | "missing" | "not-chained" } | null;
};

const BATCH = 1_000;

/**
 * Walks a conference's audit log from its first entry to the head that the counter knows, and computes every hash
 * anew. Finds an entry that was altered, one that was taken out, and an end that was cut off.
 */
export async function verifyChain(conferenceId: number): Promise<ChainReport> {
  const client = await db();
  const { slug, counter } = await client.conference.findUniqueOrThrow({
    where: { id: conferenceId },
    select: { slug: true, counter: { select: { auditSeq: true, auditHash: true } } },
  });
  const head = counter ?? { auditSeq: 0n, auditHash: "" };
  let seq = 0n;
  let hash = "";
  const report = (broken: ChainReport["broken"]): ChainReport => ({ slug, entries: Number(seq), broken });
  while (seq < head.auditSeq) {
    const entries = await client.auditEntry.findMany({
      where: { conferenceId, seq: { gt: seq, lte: head.auditSeq } },
      orderBy: { seq: "asc" },
      take: BATCH,
    });
    for (const { id: _, hash: stored, before, after, ...entry } of entries) {
      if (entry.seq !== seq + 1n) return report({ seq: seq + 1n, why: "missing" });
      if (entry.previousHash !== hash) return report({ seq: entry.seq, why: "not-chained" });
      const computed = hashEntry({ ...entry, before: before as Json, after: after as Json });
      if (computed !== stored) return report({ seq: entry.seq, why: "altered" });
      seq = entry.seq;
      hash = stored;
    }
    if (!entries.length) return report({ seq: seq + 1n, why: "missing" });
  }
  return report(hash === head.auditHash ? null : { seq, why: "not-chained" });
}
