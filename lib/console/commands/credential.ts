import "server-only";
import { parseArgs } from "node:util";
import type { Command, ExitCode, Io } from "@/lib/console/command";
import { OPERATOR } from "@/lib/console/operator";
import { createCredential, revokeCredential } from "@/lib/credentials/create-credential";
import { db } from "@/lib/db/client";

const REFUSALS = {
  "name-taken": "This name is taken, by a revoked credential perhaps. Give another.",
  "unknown-indico": "No conference is tied to this Indico. Import the conference first.",
  "unknown-conference": 'There is no such conference. "conference list" names them.',
};

export const credential: Command = {
  summary: "Give machines access: Indico's timed procedure",
  usage: `npm run foyer -- credential create --kind indico-cron --name <name> (--indico <address> | --conference <slug>)
npm run foyer -- credential list
npm run foyer -- credential revoke <name>

create   the secret is shown once and cannot be shown again.
         --indico <address>    sees all conferences of this Indico
         --conference <slug>   sees this conference only
         docs/indico-cron.md says how it is used.
revoke   ends the access at once.`,

  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        kind: { type: "string" },
        name: { type: "string" },
        indico: { type: "string" },
        conference: { type: "string" },
      },
    });
    const [what, name, ...rest] = positionals;
    if (what === "create" && !name && values.kind === "indico-cron" && values.name) {
      const { indico, conference } = values;
      if (indico && !conference) return create(values.name, { indicoUrl: indico }, io);
      if (conference && !indico) return create(values.name, { conferenceSlug: conference }, io);
    }
    if (what === "list" && !name) return list(io);
    if (what === "revoke" && name && !rest.length) return revoke(name, io);
    io.note(credential.usage);
    return 2;
  },
};

async function create(name: string, scope: Parameters<typeof createCredential>[2], io: Io): Promise<ExitCode> {
  const created = await createCredential("indico_cron", name, scope, OPERATOR);
  if (!created.ok) {
    io.note(REFUSALS[created.error]);
    return 1;
  }
  const { indicoUrl, secret } = created.value;
  io.out(`${name} may read the payments of ${"conferenceSlug" in scope ? scope.conferenceSlug : indicoUrl}.`);
  io.out(`Secret, shown this once: ${secret}`);
  return 0;
}

async function list(io: Io): Promise<ExitCode> {
  const client = await db();
  const credentials = await client.credential.findMany({
    orderBy: { createdAt: "asc" },
    include: { conference: { select: { slug: true } } },
  });
  if (!credentials.length) io.note("There is no credential yet.");
  const moment = (at: Date | null) => at?.toISOString() ?? "never";
  for (const { name, kind, indicoUrl, conference, lastUsedAt, revokedAt } of credentials) {
    const state = revokedAt ? `revoked ${moment(revokedAt)}` : `last used ${moment(lastUsedAt)}`;
    io.out([name, kind.replaceAll("_", "-"), conference?.slug ?? indicoUrl, state].join("\t"));
  }
  return 0;
}

async function revoke(name: string, io: Io): Promise<ExitCode> {
  const outcome = await revokeCredential(name, OPERATOR, new Date());
  if (!outcome.ok) {
    io.note(`There is no credential "${name}" that is alive. "credential list" shows them.`);
    return 1;
  }
  io.out(`${name} is revoked.`);
  return 0;
}
