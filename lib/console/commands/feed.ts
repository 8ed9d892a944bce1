import "server-only";
import { parseArgs } from "node:util";
import type { Command } from "@/lib/console/command";
import { findConferences } from "@/lib/console/find-conferences";
import { OPERATOR } from "@/lib/console/operator";
import { auditFeed, resendAll } from "@/lib/publish/render-again";

export const feed: Command = {
  summary: "Compare what machines read with the database, or send all of it again",
  usage: `npm run foyer -- feed audit [<slug>]
npm run foyer -- feed resend [<slug>]

audit    renders every row of the change log anew, in one conference or in all, puts right what differs and says how
         many did: none, unless there is a fault. Exit code 1 where some did.
resend   gives the change log a new epoch and every row a new number: apps begin anew. After a restored backup, or when
         an app has lost something.`,

  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    const [what, slug, ...rest] = positionals;
    if ((what !== "audit" && what !== "resend") || rest.length) {
      io.note(feed.usage);
      return 2;
    }
    const conferences = await findConferences(slug, io);
    if (!conferences) return 1;
    let isRight = true;
    for (const { id, slug: name } of conferences) {
      io.note(`Reading ${name}`);
      if (what === "resend") {
        await resendAll(id, OPERATOR, new Date());
        io.out(`${name}: everything is sent again.`);
        continue;
      }
      const { rows, differing } = await auditFeed(id, new Date());
      if (differing.length) isRight = false;
      io.out(
        differing.length
          ? `${name}: ${differing.length} of ${rows} rows differed, and were put right.`
          : `${name}: ${rows} rows, all right.`,
      );
    }
    return isRight ? 0 : 1;
  },
};
