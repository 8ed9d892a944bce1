import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import type { Actor } from "@/lib/audit/chain";
import { conferencesWhere } from "@/lib/auth/permissions";
import { type CreateRefusal, copyConference, createConference } from "@/lib/conference/copy-conference";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { formValues, singleValue } from "@/lib/http/form-values";
import { addressOf } from "../../act";
import { admitStaff, NOT_ALLOWED_PAGE } from "../../guard";
import { type KeptNew, NEW_FORM } from "../new-form";

/** POST: makes a conference, empty or with another one's set-up, and leads to its set-up. */
export async function POST(request: Request): Promise<Response> {
  const admitted = await admitStaff("conferences.create");
  if (!admitted.ok) return admitted.error;
  const staff = admitted.value;
  if (conferencesWhere(staff.roles, "conferences.create") !== "all") return seeOther(NOT_ALLOWED_PAGE);
  const form = formValues(await readForm(request));
  const by: Actor = { kind: "staff", id: String(staff.id) };
  const text = (name: string) => singleValue(form, name).trim();
  const wanted = {
    ...{ slug: text("slug"), name: text("name"), startsOn: text("startsOn"), endsOn: text("endsOn") },
    referencePrefix: text("referencePrefix").toUpperCase(),
  };
  const rest = {
    ...{ city: text("city"), organiser: text("organiser"), contactEmail: text("contactEmail") },
    ...{ timeZone: text("timeZone"), currency: text("currency").toUpperCase() },
  };
  const from = text("from");
  const made = from ? await copyConference(from, wanted, by) : await createConference({ ...wanted, ...rest }, by);
  if (!made.ok) {
    await keepStaffForm<KeptNew>(staff, NEW_FORM, { values: form, problems: { problems: problemsOf(made.error) } });
    return seeOther("/admin/conferences/new");
  }
  await dropKeptStaffForm(staff, NEW_FORM);
  return seeOther(addressOf({ to: `/admin/c/${made.value.slug}/set-up`, said: { done: "set-up.created" } }));
}

function problemsOf(refusal: CreateRefusal): KeptNew["problems"] {
  if (refusal.code !== "problems") {
    return [{ field: refusal.code === "slug-taken" ? "slug" : "from", code: refusal.code, message: "" }];
  }
  return refusal.problems.map(({ place, message, path }) => ({
    field: String((path ?? place.split(".")).at(-1) ?? "name"),
    code: null,
    message,
  }));
}
