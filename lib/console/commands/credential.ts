import "server-only";
import { parseArgs } from "node:util";
import type { Command, ExitCode, Io } from "@/lib/console/command";
import { OPERATOR } from "@/lib/console/operator";
import { type AppSettings, createAppCredential, USUAL_APP } from "@/lib/credentials/app-credentials";
import { type ConvioCredentialSettings, createConvioCredential } from "@/lib/credentials/convio-credentials";
import { createCredential, revokeCredential } from "@/lib/credentials/create-credential";
import { db } from "@/lib/db/client";
import type { SyncMode } from "@/lib/db/generated/enums";

const REFUSALS = {
  "name-taken": "This name is taken, by a revoked credential perhaps. Give another.",
  "unknown-indico": "No conference is tied to this Indico. Import the conference first.",
  "unknown-conference": 'There is no such conference. "conference list" names them.',
};

export const credential: Command = {
  summary: "Give machines access: Indico's timed procedure, Convio clients and servers, event apps",
  usage: `npm run foyer -- credential create --kind indico-cron --name <name> (--indico <address> | --conference <slug>)
npm run foyer -- credential create --kind convio-client --name <name> [--conference <slug>] [--host <host>]...
npm run foyer -- credential create --kind convio-server --name <name> [--conference <slug>] [--address <address>]...
npm run foyer -- credential create --kind lenos --name <name> --conference <slug> --removes yes|no|unknown [--personal]
                           [--register] [--other-app] [--address <address>]...
npm run foyer -- credential list
npm run foyer -- credential revoke <name>

create   the secret is shown once and cannot be shown again.
         --indico <address>    sees all conferences of this Indico
         --conference <slug>   sees this conference only
         docs/indico-cron.md says how it is used.
         A Convio credential sees all conferences, or with --conference that one.
         --host <host>         pages there may read a client's answers and be redirected to: pco.example, *.pco.example
         --address <address>   from where a server account may call: 192.0.2.7, 10.0.0.0/8
         docs/convio.md says how they are used.
         An event app sees one conference.
         --removes <answer>    whether "Remove outdated data" is ticked in the app; there is no usual answer
         --personal            it sees e-mail addresses and phone numbers
         --register            it books people into sessions
         --other-app           it is not SpotMe's Lenos connector: no password in the URL
         docs/event-app.md says how it is connected; filters are set at the desk.
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
        host: { type: "string", multiple: true },
        address: { type: "string", multiple: true },
        removes: { type: "string" },
        personal: { type: "boolean" },
        register: { type: "boolean" },
        "other-app": { type: "boolean" },
      },
    });
    const [what, name, ...rest] = positionals;
    if (what === "create" && !name && values.kind === "indico-cron" && values.name) {
      const { indico, conference } = values;
      if (indico && !conference) return create(values.name, { indicoUrl: indico }, io);
      if (conference && !indico) return create(values.name, { conferenceSlug: conference }, io);
    }
    if (what === "create" && !name && values.name && !values.indico) {
      const { kind, conference, host = [], address = [] } = values;
      const common = { name: values.name, conference };
      if (kind === "convio-client" && !address.length) {
        return createConvio({ ...common, kind: "convio_client", allowedHosts: host, ...ASKS_FOR_PROOF }, io);
      }
      if (kind === "convio-server" && !host.length) {
        return createConvio({ ...common, kind: "convio_server", allowedAddresses: address }, io);
      }
      const mode = MODES[values.removes ?? ""];
      if (kind === "lenos" && conference && mode && !host.length) {
        const may = { seesPersonal: values.personal === true, mayRegister: values.register === true };
        const isOther = values["other-app"] === true;
        return createApp(values.name, conference, { ...may, mode, isOther, allowedAddresses: address }, io);
      }
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

/** The original's freedoms are given at the desk, where the page says what they give away. */
const ASKS_FOR_PROOF = { trustsIds: false, listsPeople: false };

async function createConvio(
  { name, conference, ...settings }: ConvioCredentialSettings & { name: string; conference: string | undefined },
  io: Io,
): Promise<ExitCode> {
  const client = await db();
  const tied = conference ? await client.conference.findUnique({ where: { slug: conference } }) : null;
  if (conference && !tied) {
    io.note(REFUSALS["unknown-conference"]);
    return 1;
  }
  const created = await createConvioCredential({ ...settings, name, conferenceId: tied?.id ?? null }, OPERATOR);
  if (!created.ok) {
    const { error } = created;
    io.note("entry" in error ? `${CONVIO_REFUSALS[error.code]} ${error.entry}` : CONVIO_REFUSALS[error.code]);
    return 1;
  }
  const { secret, signingSecret } = created.value;
  io.out(`${name} may use the Convio dialect for ${conference ?? "every conference"}.`);
  io.out(`${settings.kind === "convio_client" ? "api_key" : "login_password"}, shown this once: ${secret}`);
  if (signingSecret) io.out(`Secret that redirects are signed with, shown this once: ${signingSecret}`);
  return 0;
}

/** What "Remove outdated data" in the app means for how it is answered (docs/event-app.md). */
const MODES: Partial<Record<string, SyncMode>> = { yes: "mirror", no: "incremental", unknown: "safe" };

type AppWishes = Pick<AppSettings, "mode" | "seesPersonal" | "mayRegister" | "allowedAddresses"> & { isOther: boolean };

async function createApp(name: string, slug: string, { isOther, ...wishes }: AppWishes, io: Io): Promise<ExitCode> {
  const client = await db();
  const conference = await client.conference.findUnique({ where: { slug } });
  if (!conference) {
    io.note(REFUSALS["unknown-conference"]);
    return 1;
  }
  const app = { app: isOther ? "other" : "spotme", takesPasswordInUrl: !isOther } as const;
  const created = await createAppCredential(name, conference.id, { ...USUAL_APP, ...wishes, ...app }, OPERATOR);
  if (!created.ok) {
    const { error } = created;
    const entry = "entry" in error ? ` ${error.entry}` : "";
    io.note(`${error.code in CONVIO_REFUSALS ? CONVIO_REFUSALS[error.code as "bad-name"] : error.code}${entry}`);
    return 1;
  }
  io.out(`${name} may use the event-app feed of ${slug}, as username, with eventId ${conference.id}.`);
  io.out(`password, shown this once: ${created.value.secret}`);
  return 0;
}

const CONVIO_REFUSALS = {
  "name-taken": REFUSALS["name-taken"],
  "bad-name": "The name needs 3 to 60 letters, digits, dots, hyphens or underscores.",
  "bad-host": "This is no host such as pco.example or *.pco.example:",
  "bad-address": "This is no address or range such as 192.0.2.7 or 10.0.0.0/8:",
};

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
    io.out([name, kind.replaceAll("_", "-"), conference?.slug ?? indicoUrl ?? "every conference", state].join("\t"));
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
