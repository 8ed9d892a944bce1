import pg from "pg";

const SERVER = process.env.TEST_DATABASE_SERVER ?? "postgresql://root@127.0.0.1:5432/postgres";

export type BenchDatabase = { name: string; url: string; serverVersion: string; drop: () => Promise<void> };

/** An empty database of this run's own, on the PostgreSQL that the tests use; the server's start migrates it. */
export async function createDatabase(): Promise<BenchDatabase> {
  const name = `foyer_bench_${process.pid}`;
  await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await onServer(`CREATE DATABASE ${name}`);
  const [row] = await onServer("SHOW server_version");
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    serverVersion: String(row?.server_version),
    drop: async () => void (await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

async function onServer(sql: string): Promise<Record<string, unknown>[]> {
  return query(SERVER, sql);
}

/** One statement on a connection of its own, so that nothing of the benchmark stays connected while it measures. */
export async function query<Row extends Record<string, unknown>>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, application_name: "foyer-bench" });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
