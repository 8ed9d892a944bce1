import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, inject } from "vitest";

/**
 * Before each test file: a database of its own. On PostgreSQL a copy of the migrated template, else an embedded one in
 * a copy of its folder. Runs before any module reads the configuration.
 */
const template = inject("templateDatabase");

process.env.AUTH_SECRET = "secret-of-the-tests-secret-of-the-tests";
process.env.PUBLIC_URL = "http://127.0.0.1:3999";
process.env.SMTP_URL = "smtp://127.0.0.1:1";
process.env.LOG_LEVEL = "silent";

if (template && "server" in template) {
  const name = `foyer_test_${process.pid}_${Math.trunc(performance.now() * 1_000)}`;
  await onServer(template.server, `CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  const url = new URL(template.server);
  url.pathname = `/${name}`;
  process.env.DATABASE_URL = url.href;
  afterAll(async () => {
    await close();
    await onServer(template.server, `DROP DATABASE ${name} WITH (FORCE)`);
  });
} else {
  delete process.env.DATABASE_URL;
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-test-"));
  // Where there is none (a suite of another project), the embedded database migrates itself.
  if (template) await cp(template.folder, folder, { recursive: true });
  process.env.FOYER_DATA = folder;
  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });
}

async function close(): Promise<void> {
  const { stopQueue } = await import("@/lib/jobs/queue");
  const { disconnect } = await import("./client");
  await stopQueue();
  await disconnect();
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
