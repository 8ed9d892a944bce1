import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { OperatorRefusal, readNamedFile, writeNamedFile } from "./operator-refusal";

test("a file that cannot be had is told in a sentence that names it", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "foyer-files-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await expect(readNamedFile(folder, "nowhere.json")).rejects.toThrow(
    new OperatorRefusal("There is no file nowhere.json, or no folder for it."),
  );
  await expect(readNamedFile(folder, ".")).rejects.toThrow(new OperatorRefusal(". is a folder; name a file."));
  await expect(writeNamedFile(folder, "no/such/a.json", "{}")).rejects.toBeInstanceOf(OperatorRefusal);
  await writeNamedFile(folder, "a.json", "{}");
  expect(await readNamedFile(folder, "a.json")).toBe("{}");
});
