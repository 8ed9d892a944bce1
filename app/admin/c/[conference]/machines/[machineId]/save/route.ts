import { changeConvioCredential } from "@/lib/credentials/convio-credentials";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actOnMachine } from "../../act-on-machine";
import { readKind, readSettings } from "../../machine-form";

type Context = RouteContext<"/admin/c/[conference]/machines/[machineId]/save">;

/** POST: changes what a credential may. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnMachine(request, params, async ({ staff, actor, form }, { id, kind, conferenceId }, page) => {
    const keptAs = `machines.change:${id}`;
    const seen = singleValue(form, "seen");
    const changed = await changeConvioCredential({ id, conferenceId, seen }, readSettings(readKind(kind), form), actor);
    if (changed.ok) {
      await dropKeptStaffForm(staff, keptAs);
      return { to: page, said: { done: "machines.saved" } };
    }
    const { error } = changed;
    if (error.code === "not-found") return { to: page, said: { problem: "desk.not-found" } };
    const entry = "entry" in error ? error.entry : "";
    await keepStaffForm(staff, keptAs, { values: form, problems: { code: error.code, entry } });
    return { to: `${page}/${id}`, said: { problem: entry ? "machines.not-saved" : "machines.changed" } };
  });
}
