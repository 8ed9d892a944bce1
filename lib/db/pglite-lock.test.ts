import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DatabaseInUse, type LockHolder, readHolder, releaseLock, takeLock } from "./pglite-lock";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-lock-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function startAnother(): number {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void child.kill());
  return child.pid as number;
}

async function leave(folder: string, holder: LockHolder | string): Promise<void> {
  await writeFile(path.join(folder, "in-use.json"), typeof holder === "string" ? holder : JSON.stringify(holder));
}

const ADDRESS = "http://127.0.0.1:3999";

test("the lock names its holder, leaves nothing beside it, and goes with it", async () => {
  const folder = await newFolder();
  await takeLock(folder, ADDRESS);
  expect(await readHolder(folder)).toMatchObject({ pid: process.pid, address: ADDRESS });
  expect(await readdir(folder)).toEqual(["in-use.json"]);
  await releaseLock(folder);
  expect(await readHolder(folder)).toBeUndefined();
});

test("a process that runs is told by its number and address", async () => {
  const folder = await newFolder();
  const pid = startAnother();
  await leave(folder, { pid, address: ADDRESS });
  await expect(takeLock(folder, "")).rejects.toThrow(DatabaseInUse);
  await expect(takeLock(folder, "")).rejects.toThrow(`process ${pid} (${ADDRESS})`);
  expect(await readdir(folder)).toEqual(["in-use.json"]);
});

test.each([
  { left: () => "", why: "an empty lock: the machine went down while it was written" },
  { left: () => '{"pid":', why: "half a lock" },
  { left: () => ({ pid: 2 ** 22 + 1, address: ADDRESS }), why: "the lock of a process that died" },
])("is taken over: $why", async ({ left }) => {
  const folder = await newFolder();
  await leave(folder, left());
  await takeLock(folder, ADDRESS);
  expect((await readHolder(folder))?.pid).toBe(process.pid);
});

test.runIf(process.platform === "linux")("is taken over: another program got the dead holder's number", async () => {
  const folder = await newFolder();
  await leave(folder, { pid: startAnother(), address: ADDRESS, begun: "1" });
  await takeLock(folder, ADDRESS);
  expect((await readHolder(folder))?.pid).toBe(process.pid);
});
