// npm scripts find the Node 24 that package.json brings first in their PATH. A script started by hand may run on an
// older one: importing this module starts it again on the right one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const WANTED = 24;
const bundled = path.resolve(import.meta.dirname, "..", "node_modules", "node", "bin", "node");

if (Number(process.versions.node.split(".")[0]) < WANTED) {
  if (!existsSync(bundled)) {
    console.error(`This needs Node ${WANTED}, and node_modules has none yet: run "npm ci" first.`);
    process.exit(1);
  }
  const child = spawn(bundled, process.argv.slice(1), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  await new Promise((resolve) => child.on("exit", (code) => resolve(process.exit(code ?? 1))));
}
