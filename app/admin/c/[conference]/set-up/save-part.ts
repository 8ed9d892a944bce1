import "server-only";
import type { StaffMember } from "@/lib/auth/staff-session";
import { type PartProblem, savePart, versionOfPart } from "@/lib/conference/edit-part";
import type { LoadedSetup } from "@/lib/conference/load-setup";
import { type Part, valuesOfPart } from "@/lib/conference/part-form";
import { dropKeptStaffForm, findKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import type { Locale } from "@/lib/i18n/locales";
import { actAtDesk } from "../../../act";

/** What was wrong with a kept form; `now`: what somebody else saved meanwhile, field by field. */
type KeptPart = { problems: PartProblem[]; now: Record<string, string> | null };

const keptName = (part: Part, conferenceId: number) => `set-up.${part}:${conferenceId}`;

/** The name under which the last test of the tie to Indico is kept. */
export const indicoTestName = (conferenceId: number) => `set-up.indico-test:${conferenceId}`;

/** POST of a part's form: saves it, or keeps what was typed with what is wrong with it. */
export function savePartForm(request: Request, slug: string, part: Part): Promise<Response> {
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }) => {
    const page = `/admin/c/${slug}/set-up/${part}`;
    const name = keptName(part, conference.id);
    if (singleValue(form, "act") === "forget") {
      await dropKeptStaffForm(staff, name);
      return { to: page };
    }
    const draft = { conferenceId: conference.id, part, values: form, version: singleValue(form, "version") };
    const saved = await savePart(draft, actor);
    if (saved.ok) {
      await dropKeptStaffForm(staff, name);
      // What was found of the tie as it was says nothing of the one that is saved now.
      if (part === "indico") await dropKeptStaffForm(staff, indicoTestName(conference.id));
      return { to: page, said: { done: "set-up.saved" } };
    }
    // A secret is typed again rather than kept.
    const { token: _, ...values } = form;
    const keep = (typed: FormValues, problems: KeptPart) =>
      keepStaffForm<KeptPart>(staff, name, { values: typed, problems });
    switch (saved.error.code) {
      case "gone":
        return { to: page };
      case "changed-meanwhile": {
        const { now, version } = saved.error;
        await keep({ ...values, version }, { problems: [], now: differing(values, now) });
        return { to: page };
      }
      case "problems":
        await keep(values, { problems: saved.error.problems, now: null });
        return { to: page };
    }
  });
}

function differing(typed: FormValues, now: FormValues): Record<string, string> {
  const text = (values: FormValues, name: string) => [values[name] ?? ""].flat().join(", ");
  const names = Object.keys(now).filter((name) => text(typed, name) !== text(now, name));
  return Object.fromEntries(names.map((name) => [name, text(now, name)]));
}

/** What a part's form shows: what is saved, or what this browser typed and could not be taken. */
export type PartState = {
  values: FormValues;
  problems: PartProblem[];
  now: Record<string, string> | null;
  isKept: boolean;
  /** Those that the conference is offered in, English first. */
  languages: readonly Locale[];
};

export async function readPart(
  staff: StaffMember,
  conferenceId: number,
  part: Part,
  { setup }: LoadedSetup,
): Promise<PartState> {
  const kept = await findKeptStaffForm<KeptPart>(staff, keptName(part, conferenceId));
  const { languages } = setup.conference;
  if (kept) return { values: kept.values, ...kept.problems, isKept: true, languages };
  const values = { ...valuesOfPart(part, setup), version: versionOfPart(part, setup) };
  return { values, problems: [], now: null, isKept: false, languages };
}
