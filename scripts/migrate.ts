import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { applyMigrations, diffSchemaToMigrations } from "../lib/db/schema-engine";

const USAGE = `npm run migrate                    apply what the database does not have yet (DATABASE_URL)
npm run migrate:create -- <name>   write a migration for what changed in prisma/schema
npm run migrate:check              fail if prisma/schema and prisma/migrations disagree`;

const [command, name] = process.argv.slice(2);

async function missingSql(): Promise<string> {
  const scratch = await PGlite.create();
  try {
    return await diffSchemaToMigrations(scratch);
  } finally {
    await scratch.close();
  }
}

async function apply(url: string): Promise<void> {
  try {
    const applied = await applyMigrations({ url });
    console.log(applied.length ? `Applied: ${applied.join(", ")}` : "The database is up to date.");
  } catch (error) {
    console.error(
      `DATABASE_URL: the migrations could not be applied. ${error instanceof Error ? error.message : error}`,
    );
    process.exitCode = 1;
  }
}

async function create(title: string): Promise<void> {
  const sql = await missingSql();
  if (!sql) return console.log("prisma/schema and prisma/migrations agree: nothing to write.");
  const folder = path.join("prisma", "migrations");
  await mkdir(folder, { recursive: true });
  const count = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).length;
  const target = path.join(folder, `${String(count + 1).padStart(4, "0")}_${title}`);
  await mkdir(target);
  await writeFile(path.join(target, "migration.sql"), sql);
  console.log(`Wrote ${path.join(target, "migration.sql")}. Read it before you apply it.`);
}

if (command === "apply" && process.env.DATABASE_URL) {
  await apply(process.env.DATABASE_URL);
} else if (command === "apply") {
  console.log("DATABASE_URL is not set: the embedded database is migrated when the server starts.");
} else if (command === "create" && name && /^[a-z0-9_]+$/.test(name)) {
  await create(name);
} else if (command === "check") {
  const sql = await missingSql();
  if (sql) {
    console.error(
      `prisma/schema has changes that no migration makes:\n\n${sql}\nRun: npm run migrate:create -- <name>`,
    );
    process.exitCode = 1;
  } else console.log("prisma/schema and prisma/migrations agree.");
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
// The engine leaves a timer of ten seconds behind.
process.exit();
