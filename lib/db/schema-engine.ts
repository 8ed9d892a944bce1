import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Where the schema files and the migrations lie, seen from the project's folder. */
const SCHEMA_FOLDER = path.join("prisma", "schema");
const MIGRATIONS_FOLDER = path.join("prisma", "migrations");

type Database = { url: string } | { pglite: PGlite };

/**
 * Applies the migrations that a database does not have yet, with Prisma's own engine (the WASM build: the binary one
 * is a separate download). Keeps Prisma's `_prisma_migrations` table.
 * @returns the names applied now
 * @throws when a migration fails; the engine's text says which and why
 */
export async function applyMigrations(database: Database): Promise<string[]> {
  const migrationsList = await readMigrations();
  return withEngine(database, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTERS });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from the migrations to the schema files; empty when they agree.
 * @param scratch an empty database: the migrations are replayed in it
 */
export async function diffSchemaToMigrations(scratch: PGlite): Promise<string> {
  return withEngine({ pglite: scratch }, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "migrations", ...(await readMigrations()) },
      to: { tag: "schemaDatamodel", files: await readSchema() },
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    });
    return exitCode === 0 ? "" : (stdout ?? "");
  });
}

async function withEngine<T>(database: Database, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const bindings = await loadBindings();
  const datamodels = (await readSchema()).map(({ path: file, content }): [string, string] => [file, content]);
  const { factory, close } = migrating(database);
  const engine = await bindings.SchemaEngine.new(
    { datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await close();
  }
}

/**
 * The adapters' own `executeScript` does not suit migrations: PGlite's does not wait for the script, PostgreSQL's cuts
 * it at every semicolon, those inside a function's body too. The engine leaves its connections open: `close` ends
 * PostgreSQL's.
 */
function migrating(database: Database): { factory: SqlMigrationAwareDriverAdapterFactory; close: () => Promise<void> } {
  if ("pglite" in database) {
    const { pglite } = database;
    return { factory: withExecute(new PrismaPGlite(pglite), (sql) => pglite.exec(sql)), close: async () => {} };
  }
  const pool = new pg.Pool({ connectionString: database.url });
  return { factory: withExecute(new PrismaPg(pool), (sql) => pool.query(sql)), close: () => pool.end() };
}

function withExecute(
  adapters: PrismaPg | PrismaPGlite,
  execute: (script: string) => Promise<unknown>,
): SqlMigrationAwareDriverAdapterFactory {
  const connect = async () => {
    const adapter = await adapters.connect();
    adapter.executeScript = async (script) => void (await execute(script));
    return adapter;
  };
  return { provider: "postgres", adapterName: adapters.adapterName, connect, connectToShadowDb: connect };
}

/** Instantiates the .wasm by hand: the package's entry expects a bundler. */
async function loadBindings(): Promise<typeof import("@prisma/schema-engine-wasm/schema_engine_bg")> {
  // Not from `import.meta.url`: in a bundle that resolves to the bundler's number of the module.
  const entry = createRequire(path.join(process.cwd(), "package.json")).resolve(
    "@prisma/schema-engine-wasm/schema_engine_bg",
  );
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(entry.replace(/_bg\.js$/, "_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

async function readSchema(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(SCHEMA_FOLDER)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(SCHEMA_FOLDER, name);
      return { path: file, content: await readFile(file, "utf8") };
    }),
  );
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true }).catch(() => []);
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      folders.map(async (folder) => ({
        path: folder,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(MIGRATIONS_FOLDER, folder, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}
