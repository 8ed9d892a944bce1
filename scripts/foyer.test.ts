import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const tsx = path.join(root, "node_modules", ".bin", "tsx");

function start(script: string, args: string[], dataFolder: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: "", FOYER_DEMO: "1", FOYER_DATA: dataFolder, LOG_LEVEL: "silent" };
  return spawn(tsx, ["--tsconfig", "tsconfig.scripts.json", script, ...args], { cwd: root, env });
}

async function end(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    text += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, text };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-console-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function createStaff(name: string, folder: string) {
  const child = start(
    "scripts/foyer.ts",
    ["staff", "create", "--email", `${name}@example.org`, "--name", name, "--role", "desk"],
    folder,
  );
  child.stdin?.end("correct horse battery\ncorrect horse battery\n");
  return end(child);
}

const listStaff = (folder: string) => end(start("scripts/foyer.ts", ["staff", "list"], folder));

test("of two commands at once on one embedded database, one that cannot have it refuses and changes nothing", {
  timeout: 90_000,
}, async () => {
  const folder = await newFolder();
  const names = ["anna", "bruno", "carla"];
  const outcomes = await Promise.all(names.map((name) => createStaff(name, folder)));
  const listed = await listStaff(folder);
  expect(listed.code).toBe(0);
  for (const [index, { code, text }] of outcomes.entries()) {
    if (code !== 0) expect(text).toContain("in use by process");
    expect(listed.text.includes(`${names[index]}@example.org`)).toBe(code === 0);
  }
  expect(outcomes.some(({ code }) => code === 0)).toBe(true);
});

test("a command runs in the process that holds the database, answers and questions included", {
  timeout: 90_000,
}, async () => {
  const folder = await newFolder();
  const holder = start("scripts/hold-database.fixture.ts", [], folder);
  onTestFinished(() => void holder.kill());
  await new Promise((resolve) => holder.stdout?.once("data", resolve));
  const created = await Promise.all(["anna", "bruno"].map((name) => createStaff(name, folder)));
  expect(created.map(({ code }) => code)).toEqual([0, 0]);
  expect((await listStaff(folder)).text).toMatch(/anna@example\.org.*bruno@example\.org/s);
  expect((await end(start("scripts/foyer.ts", ["nope"], folder))).code).toBe(2);
  holder.kill();
  await new Promise((resolve) => holder.on("close", resolve));
  expect((await listStaff(folder)).text).toMatch(/anna@example\.org.*bruno@example\.org/s);
});
