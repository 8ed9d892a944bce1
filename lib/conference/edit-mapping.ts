import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { changeSetup } from "@/lib/conference/change-setup";
import type { Setup } from "@/lib/conference/conference-file";
import type { FileProblem } from "@/lib/conference/file-problem";
import { versionOf } from "@/lib/conference/item-version";
import type { IndicoMapping } from "@/lib/indico/map-registration";
import { err, ok, type Result } from "@/lib/result";

export type MappingRefusal =
  /** The conference is tied to no Indico form. */
  | { code: "gone" }
  | { code: "changed-meanwhile"; mapping: IndicoMapping }
  /** `field` as the form names it ("fields.0.to"), null for what lies elsewhere in the set-up. */
  | { code: "problems"; problems: (FileProblem & { field: string | null })[] };

/**
 * Saves how Indico's form fills the portal's.
 * @param draft.mapping of the shape of `IndicoMapping`; it is checked as the conference's file is
 * @param draft.version `versionOf` the mapping when the form was opened
 */
export async function saveMapping(
  { conferenceId, mapping, version }: { conferenceId: number; mapping: object; version: string },
  by: Actor,
): Promise<Result<void, MappingRefusal>> {
  const changed = await changeSetup<Exclude<MappingRefusal, { code: "problems" }>>(
    conferenceId,
    (setup: Setup) => {
      if (!setup.indico) return err({ code: "gone" });
      const now = setup.indico.mapping;
      if (versionOf(now) !== version) return err({ code: "changed-meanwhile", mapping: now });
      return ok({ setup: { ...setup, indico: { ...setup.indico, mapping } } });
    },
    { by },
  );
  if (changed.ok) return ok(undefined);
  switch (changed.error.code) {
    case "gone":
      return err({ code: "gone" });
    case "edit":
      return err(changed.error.refusal);
    case "problems":
      return err({ code: "problems", problems: changed.error.problems.map(withField) });
  }
}

function withField(problem: FileProblem): FileProblem & { field: string | null } {
  const [indico, mapping, list, index, field] = (problem.path ?? []).map(String);
  const isOurs = indico === "indico" && mapping === "mapping" && index !== undefined;
  if (!isOurs) return { ...problem, field: null };
  // A rule's condition is one choice in the form, whichever part of it is missing.
  return { ...problem, field: `${list}.${index}.${field === "when" ? "choice" : field}` };
}
