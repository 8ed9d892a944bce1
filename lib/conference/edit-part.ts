import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { changeSetup } from "@/lib/conference/change-setup";
import type { Setup } from "@/lib/conference/conference-file";
import { versionOf } from "@/lib/conference/item-version";
import { fieldOfPath, type Part, partOfValues, valuesOfPart } from "@/lib/conference/part-form";
import type { FormValues } from "@/lib/http/form-values";
import { err, ok, type Result } from "@/lib/result";

/** `field` as the form names it, null for what lies elsewhere in the set-up. */
export type PartProblem = { field: string | null; place: string; message: string };

export type PartRefusal =
  | { code: "gone" }
  /** Somebody else saved it since the form was opened: what stands now. */
  | { code: "changed-meanwhile"; now: FormValues; version: string }
  | { code: "problems"; problems: PartProblem[] };

/** What a part says now, in one short name; its form carries it. */
export function versionOfPart(part: Part, setup: Setup): string {
  return versionOf(valuesOfPart(part, setup));
}

/**
 * Saves the form of one part by the checks and the door of the whole file.
 * @param draft.version `versionOfPart` when the form was opened
 */
export async function savePart(
  { conferenceId, part, values, version }: { conferenceId: number; part: Part; values: FormValues; version: string },
  by: Actor,
): Promise<Result<void, PartRefusal>> {
  const changed = await changeSetup<Extract<PartRefusal, { code: "changed-meanwhile" }>>(
    conferenceId,
    (setup) => {
      const stands = versionOfPart(part, setup);
      if (stands !== version) {
        return err({ code: "changed-meanwhile", now: valuesOfPart(part, setup), version: stands });
      }
      return ok({ setup: { ...setup, [part]: merge(part, setup, partOfValues(part, values)) } });
    },
    { by },
  );
  if (changed.ok) return ok(undefined);
  switch (changed.error.code) {
    case "gone":
      return err({ code: "gone" });
    case "edit":
      return err(changed.error.refusal);
    case "problems": {
      const problems = changed.error.problems.map(({ place, message, path }) => ({
        field: fieldOfPath(part, path ?? place.split(".")),
        place,
        message,
      }));
      return err({ code: "problems", problems });
    }
  }
}

/** What the form does not show stays: the address's name, the languages, the mapping. */
function merge(part: Part, setup: Setup, value: object | null): object | null {
  if (value === null) return null;
  if (part === "conference") {
    const { slug, languages } = setup.conference;
    return { ...value, slug, languages };
  }
  if (part === "indico") return { ...value, mapping: setup.indico?.mapping ?? {} };
  return value;
}
