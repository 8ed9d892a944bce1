import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { conferenceFiles } from "./conference-files";
import { DATABASE_SERVER, type Place, STRIPE_URL, WEBHOOK_SECRET } from "./places";
import { addWebhook, dropWebhook } from "./stripe";

const FOLDER = "test-results/live";
/** The first start may have to build the pages. */
const START_MS = 400_000;
const STOP_MS = 20_000;

/**
 * The built product for one real Indico, as an operator would set it up: an empty database, `npm start`, one
 * conference file after the other, the webhook's address told to the card provider.
 * @returns a function that ends it and drops its database
 */
export async function startPortal(place: Place): Promise<() => Promise<void>> {
  mkdirSync(FOLDER, { recursive: true });
  const name = new URL(place.databaseUrl).pathname.slice(1);
  await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await onServer(`CREATE DATABASE ${name}`);
  const log = openSync(place.logFile, "w");
  const server = spawn("node", ["scripts/start.mjs"], {
    env: { ...process.env, ...environmentOf(place), ...(await signInByIndico(place)) },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const stop = async () => {
    await dropWebhook(place.portalUrl);
    await end(server);
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  try {
    await answers(place, server);
    for (const file of conferenceFiles(place)) await importConference(place, file);
    await addWebhook(place.portalUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/**
 * `npm run foyer -- …` on the place's database.
 * @param input what is piped in
 * @returns what it answered
 * @throws with its words when it refused
 */
export function foyer(place: Place, args: string[], input = ""): Promise<string> {
  const command = spawn("npm", ["run", "--silent", "foyer", "--", ...args], {
    env: { ...process.env, ...environmentOf(place) },
  });
  command.stdin.end(input);
  return new Promise((resolve, reject) => {
    const said = { out: "", note: "" };
    command.stdout.on("data", (chunk) => {
      said.out += chunk;
    });
    command.stderr.on("data", (chunk) => {
      said.note += chunk;
    });
    command.once("error", reject);
    command.once("close", (code) =>
      code === 0
        ? resolve(said.out)
        : reject(new Error(`foyer ${args.join(" ")} ended with ${code}\n${said.out}${said.note}`)),
    );
  });
}

export function importConference(place: Place, file: Record<string, unknown>): Promise<string> {
  const { slug } = file.conference as { slug: string };
  const name = path.join(FOLDER, `${place.indico.version}-${slug}.json`);
  writeFileSync(name, JSON.stringify(file, null, 2));
  return foyer(place, ["conference", "import", name]);
}

/** Indico's own accounts, by an application that was made there for this portal. */
async function signInByIndico({ indico, portalUrl }: Place): Promise<Record<string, string>> {
  const app = await indico.makeOauthApp(`foyer ${portalUrl}`, `${portalUrl}/api/auth/callback/indico`);
  return {
    INDICO_OAUTH_URL: indico.baseUrl,
    INDICO_OAUTH_CLIENT_ID: app.client_id,
    INDICO_OAUTH_CLIENT_SECRET: app.client_secret,
  };
}

function environmentOf(place: Place): Record<string, string> {
  return {
    FOYER_DEMO: "1",
    DATABASE_URL: place.databaseUrl,
    PORT: String(place.port),
    PUBLIC_URL: place.portalUrl,
    INDICO_URL: place.indico.baseUrl,
    INDICO_TOKEN: place.indico.dev.tokens.token,
    STRIPE_SECRET_KEY: "sk_test_live",
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_BASE: STRIPE_URL,
    // Each person of a test comes from an address of their own.
    TRUSTED_PROXIES: "127.0.0.1",
    SMTP_URL: "",
    LOG_LEVEL: "info",
  };
}

async function answers(place: Place, server: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    const reply = await fetch(`${place.portalUrl}/health/live`).catch(() => null);
    if (reply?.ok) return;
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(
    `The portal for Indico ${place.indico.version} did not start.\n${readFileSync(place.logFile, "utf8")}`,
  );
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  const killer = setTimeout(() => server.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(killer);
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: DATABASE_SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function forgetOldFiles(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}
