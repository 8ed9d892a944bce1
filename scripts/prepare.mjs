// Brings what is derived from the sources up to date: Prisma's client, the database's schema, the built pages.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Top-level names that never change a built page. */
const NOT_BUILT = new Set([
  "node_modules",
  ".git",
  ".next",
  ".data",
  ".ci",
  "bench",
  "docs",
  "e2e",
  "next-env.d.ts",
  "playwright-report",
  "playwright.config.ts",
  "scripts",
  "test-results",
  "vitest.config.ts",
]);
const NOT_SOURCE = /\.(test|fixture)\.tsx?$|\.md$|\.tsbuildinfo$|^\.env|^\.(git|docker)ignore$/;

/** `prisma generate`, when the schema or the packages changed. */
export function generateClient() {
  const stampFile = path.join("lib", "db", "generated", ".stamp");
  const wanted = hashFiles([...listFiles(path.join("prisma", "schema")), "prisma.config.ts", "package-lock.json"]);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  console.log("Generating the database client.");
  run("prisma", ["generate"]);
  writeFileSync(stampFile, wanted);
}

/** Applies missing migrations to the PostgreSQL of DATABASE_URL; the embedded database migrates itself when opened. */
export function migrate() {
  if (process.env.DATABASE_URL) run("tsx", ["scripts/migrate.ts", "apply"]);
}

/** `next build`, when a source changed since the last one. */
export function build() {
  const stampFile = path.join(".next", "foyer-sources");
  const wanted = hashFiles(listFiles(".").filter(isBuilt));
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return;
  console.log("Building the pages (the sources changed); this takes a minute or two.");
  rmSync(stampFile, { force: true });
  run("next", ["build"], { NODE_ENV: "production" });
  mkdirSync(".next", { recursive: true });
  writeFileSync(stampFile, wanted);
}

function isBuilt(file) {
  return (
    !NOT_BUILT.has(file.split(path.sep)[0]) && !NOT_SOURCE.test(path.basename(file)) && !file.includes("generated")
  );
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return folder === "." && NOT_BUILT.has(entry.name) ? [] : listFiles(file);
    return entry.isFile() ? [file] : [];
  });
}

function hashFiles(files) {
  const hash = createHash("sha256").update(process.version);
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Stops this process when the command fails: its own output has said why. */
function run(command, args, env = {}) {
  const executable = path.join("node_modules", ".bin", command);
  const { status, error } = spawnSync(executable, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (error) console.error(`${executable}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}
