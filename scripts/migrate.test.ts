import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Runs the migration command on a copy of `prisma/` whose schema may differ from the migrations. */
async function migrate(args: string[], change: (schema: string) => string): Promise<{ code: number; output: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-prisma-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(path.join(root, "prisma"), path.join(folder, "prisma"), { recursive: true });
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const file = path.join(folder, "prisma", "schema", "mail.prisma");
  await writeFile(file, change(await readFile(file, "utf8")));
  const tsx = path.join(root, "node_modules", ".bin", "tsx");
  const run = promisify(execFile)(tsx, [path.join(root, "scripts", "migrate.ts"), ...args], { cwd: folder });
  return run.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }) => ({ code, output: stderr }),
  );
}

const addColumn = (schema: string) => schema.replace("model Mail {", "model Mail {\n  forgotten String?");

test("the check passes while schema and migrations agree", { timeout: 60_000 }, async () => {
  expect(await migrate(["check"], (schema) => schema)).toMatchObject({ code: 0 });
});

test("the check fails for a column without a migration, and says which", { timeout: 60_000 }, async () => {
  const { code, output } = await migrate(["check"], addColumn);
  expect(code).toBe(1);
  expect(output).toContain('ADD COLUMN     "forgotten"');
});
