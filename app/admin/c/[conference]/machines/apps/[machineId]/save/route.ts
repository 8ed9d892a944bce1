import { changeAppCredential } from "@/lib/credentials/app-credentials";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actOnApp } from "../../act-on-app";
import { readAppSettings } from "../../app-form";

type Context = RouteContext<"/admin/c/[conference]/machines/apps/[machineId]/save">;

/** POST: changes what an app may and how it is answered. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnApp(request, params, async ({ staff, actor, form, conference, now }, { id }, page) => {
    const keptAs = `apps.change:${id}`;
    const settings = readAppSettings(form);
    const which = { id, conferenceId: conference.id, seen: singleValue(form, "seen") };
    const changed = settings.ok ? await changeAppCredential(which, settings.value, actor, now) : settings;
    if (changed.ok) {
      await dropKeptStaffForm(staff, keptAs);
      return { to: page, said: { done: "apps.saved" } };
    }
    const { error } = changed;
    if (error.code === "not-found") return { to: page, said: { problem: "desk.not-found" } };
    if (error.code === "changed") return { to: page, said: { problem: "apps.changed" } };
    const entry = "entry" in error ? error.entry : "";
    await keepStaffForm(staff, keptAs, { values: form, problems: { code: error.code, entry } });
    return { to: page, said: { problem: "apps.not-saved" } };
  });
}
