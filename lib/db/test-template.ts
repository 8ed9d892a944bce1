import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { type ConstructorOptions, fromPglite, PgBoss } from "pg-boss";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "./schema-engine";

declare module "vitest" {
  interface ProvidedContext {
    templateDatabase: { server: string; name: string } | { folder: string } | undefined;
  }
}

const SERVER = process.env.TEST_DATABASE_SERVER ?? "postgresql://root@127.0.0.1:5432/postgres";

/** Makes the migrated template that every test file's database is copied from; drops it at the end. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  return project.name.includes("postgres") ? makeOnServer(project) : makeEmbedded(project);
}

async function makeEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-template-"));
  const pglite = await PGlite.create(path.join(folder, "database"));
  await applyMigrations({ pglite });
  await prepareQueue({ db: fromPglite(pglite), backend: "pglite" });
  await pglite.close();
  project.provide("templateDatabase", { folder });
  return () => rm(folder, { recursive: true, force: true });
}

async function makeOnServer(project: TestProject): Promise<() => Promise<void>> {
  const name = `foyer_template_${process.pid}`;
  await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  await applyMigrations({ url: url.href });
  await prepareQueue({ connectionString: url.href });
  await run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  project.provide("templateDatabase", { server: SERVER, name });
  return () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function prepareQueue(database: ConstructorOptions): Promise<void> {
  const boss = new PgBoss({ ...database, schema: "pgboss", supervise: false, schedule: false });
  await boss.start();
  await boss.stop({ graceful: true });
}

async function run(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
