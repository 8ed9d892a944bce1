import { versionOf } from "@/lib/conference/item-version";
import { err, ok, type Result } from "@/lib/result";

/** The name under which an uploaded file waits for its confirmation. */
export const FILE_FORM = "set-up.file";
export const LARGEST_FILE_BYTES = 1_000_000;

/** The JSON of an upload; another conference's file is refused here, since this page changes this one. */
export function parseFile(text: string, slug: string): Result<unknown, "not-json" | "other-conference"> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return err("not-json");
  }
  const conference = (file as { conference?: { slug?: unknown } } | null)?.conference;
  const named = conference?.slug;
  return typeof named === "string" && named !== slug ? err("other-conference") : ok(file);
}

/** What a trial found, in one short name: the confirmation carries it, so that no other change is made unseen. */
export function versionOfDiff(changes: readonly object[]): string {
  return versionOf([...changes]);
}
