import "server-only";
import { parseArgs } from "node:util";
import { type ChainReport, verifyChain } from "@/lib/audit/verify-chain";
import type { Command } from "@/lib/console/command";
import { findConferences } from "@/lib/console/find-conferences";

const WHY: Record<NonNullable<ChainReport["broken"]>["why"], string> = {
  altered: "it is not as it was written",
  missing: "it is missing",
  "not-chained": "it does not follow the entry before it",
};

export const audit: Command = {
  summary: "Verify the audit log's chain of hashes",
  usage: `npm run foyer -- audit verify [<slug>]

Walks the log of one conference, or of all, and computes every hash anew. Names the first entry that was altered, taken
out or put in; an end that was cut off counts as missing. Exit code 1 when a chain is broken.`,

  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const [what, slug, ...rest] = positionals;
    if (what !== "verify" || rest.length) {
      io.note(audit.usage);
      return 2;
    }
    const conferences = await findConferences(slug, io);
    if (!conferences) return 1;
    let isWhole = true;
    for (const { id, slug: name } of conferences) {
      io.note(`Reading ${name}`);
      const { entries, broken } = await verifyChain(id);
      if (broken) isWhole = false;
      io.out(broken ? `${name}: entry ${broken.seq}: ${WHY[broken.why]}.` : `${name}: ${entries} entries, all whole.`);
    }
    return isWhole ? 0 : 1;
  },
};
