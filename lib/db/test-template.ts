import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "./schema-engine";

declare module "vitest" {
  interface ProvidedContext {
    templateDatabase: { server: string; name: string } | undefined;
  }
}

const SERVER = process.env.TEST_DATABASE_SERVER ?? "postgresql://root@127.0.0.1:5432/postgres";

/** Makes the migrated template that every test file's database is copied from; drops it at the end. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!project.name.includes("postgres")) {
    project.provide("templateDatabase", undefined);
    return undefined;
  }
  const name = `foyer_template_${process.pid}`;
  await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  await applyMigrations({ url: url.href });
  await prepareQueue(url.href);
  await run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  project.provide("templateDatabase", { server: SERVER, name });
  return () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function prepareQueue(url: string): Promise<void> {
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({ connectionString: url, schema: "pgboss", supervise: false, schedule: false });
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
