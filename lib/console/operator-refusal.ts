import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** What an operator did or typed cannot be done: the message is the whole answer. No fault of ours, so it is not logged. */
export class OperatorRefusal extends Error {}

/** Reads a file as the operator named it. @throws OperatorRefusal when it cannot be read */
export function readNamedFile(folder: string, file: string): Promise<string> {
  return refuseFaults(file, readFile(path.resolve(folder, file), "utf8"));
}

/** Writes a file as the operator named it. @throws OperatorRefusal when it cannot be written */
export function writeNamedFile(folder: string, file: string, text: string): Promise<void> {
  return refuseFaults(file, writeFile(path.resolve(folder, file), text));
}

const FAULTS: Partial<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file ${file}, or no folder for it.`,
  EISDIR: (file) => `${file} is a folder; name a file.`,
  ENOTDIR: (file) => `A part of ${file} is a file where a folder should be.`,
  EACCES: (file) => `This user may not open ${file}.`,
  EPERM: (file) => `This user may not open ${file}.`,
  EROFS: (file) => `${file} lies on a disk that cannot be written to.`,
  ENOSPC: (file) => `There is no room on the disk for ${file}.`,
};

async function refuseFaults<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const say = FAULTS[(error as NodeJS.ErrnoException).code ?? ""];
    throw say ? new OperatorRefusal(say(file)) : error;
  }
}
