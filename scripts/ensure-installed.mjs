// Runs before `npm start` and `npm test`: installs the packages when they are missing or package-lock.json changed.
// Plain Node 20 without packages, since there may be none yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
process.chdir(root);
const stampFile = path.join("node_modules", ".foyer-lock");

const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const installed = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";

if (installed !== lock || !existsSync(path.join("node_modules", ".bin", "node"))) {
  const why = existsSync("node_modules") ? "package-lock.json changed" : "node_modules is missing";
  console.log(`Installing the packages (${why}); this takes a minute.`);
  // Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages. This takes the same versions
  // and leaves the lock file as it is. NODE_ENV=production would leave out what starts and builds.
  const { status } = spawnSync(
    "npm",
    ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      stdio: "inherit",
      shell: process.platform === "win32",
      // Prisma's package would download a binary engine that nothing here uses.
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath },
    },
  );
  if (status !== 0) {
    console.error("The packages could not be installed: see npm's message above.");
    process.exit(1);
  }
  writeFileSync(stampFile, lock);
}
