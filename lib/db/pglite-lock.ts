// Read by `scripts/serve.mjs` too, before anything is built: no imports of ours, and syntax that Node strips by itself.
import { readFileSync } from "node:fs";
import { constants, copyFile, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** `begun` tells a process from a later one with the same number, after a restart of the machine or the container. */
export type LockHolder = { pid: number; address: string; begun?: string | undefined };

/** Another process has the embedded database open. */
export class DatabaseInUse extends Error {
  readonly holder: LockHolder;

  constructor(holder: LockHolder) {
    super(
      `The embedded database is in use by process ${holder.pid} (${holder.address}). ` +
        "It belongs to one process at a time: stop that one, or set DATABASE_URL to a PostgreSQL.",
    );
    this.name = "DatabaseInUse";
    this.holder = holder;
  }
}

/**
 * Takes the lock file of an embedded database's folder for this process: opened twice it loses rows silently.
 * A lock left by a process that no longer runs is taken over.
 * @throws DatabaseInUse naming the holder
 */
export async function takeLock(folder: string, address: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const mine = `${lockFile(folder)}.${process.pid}.new`;
  const holder: LockHolder = { pid: process.pid, address, begun: beginOf(process.pid) };
  await writeFile(mine, JSON.stringify(holder));
  try {
    // Linked, not written in place: nobody ever sees a lock without its holder.
    while (!(await isLinked(mine, lockFile(folder)))) {
      const found = await readLock(folder);
      const other = parseHolder(found);
      if (other && isHeldByAnother(other)) throw new DatabaseInUse(other);
      await removeStale(folder, found);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Some file systems have no hard links: there the lock is copied. @returns false where it is there already */
async function isLinked(from: string, to: string): Promise<boolean> {
  const isThere = ({ code }: NodeJS.ErrnoException) => code === "EEXIST";
  const failure = await link(from, to).catch((error) => error);
  if (!failure) return true;
  if (isThere(failure)) return false;
  const failedCopy = await copyFile(from, to, constants.COPYFILE_EXCL).catch((error) => error);
  if (failedCopy && !isThere(failedCopy)) throw failedCopy;
  return !failedCopy;
}

/** Renames before removing: of two starters that both saw a dead holder, only one takes its file away. */
async function removeStale(folder: string, dead: string): Promise<void> {
  const aside = `${lockFile(folder)}.${process.pid}`;
  await rename(lockFile(folder), aside).catch(() => {});
  const text = await readFile(aside, "utf8").catch(() => "");
  if (text !== dead) await link(aside, lockFile(folder)).catch(() => {});
  await rm(aside, { force: true });
}

export async function releaseLock(folder: string): Promise<void> {
  const holder = await readHolder(folder);
  if (holder?.pid === process.pid) await rm(lockFile(folder), { force: true });
}

/** Who holds the folder's lock, or held it and died; undefined when nobody does, or the lock cannot be read. */
export async function readHolder(folder: string): Promise<LockHolder | undefined> {
  return parseHolder(await readLock(folder));
}

function readLock(folder: string): Promise<string> {
  return readFile(lockFile(folder), "utf8").catch(() => "");
}

/** Undefined for what is no lock of ours: the machine may have gone down while it was written. */
function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, address, begun } = JSON.parse(text);
    return typeof pid === "number" ? { pid, address: String(address), begun } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process that took the lock still runs, and is not this one. */
export function isHeldByAnother({ pid, begun }: LockHolder): boolean {
  if (pid === process.pid || !isRunning(pid)) return false;
  const now = beginOf(pid);
  return begun === undefined || now === undefined || begun === now;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process began, in ticks since the machine did (field 22 of proc(5)); undefined where the system does not say. */
function beginOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

const lockFile = (folder: string) => path.join(folder, "in-use.json");
