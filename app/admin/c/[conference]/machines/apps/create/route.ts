import { createAppCredential } from "@/lib/credentials/app-credentials";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";
import { keepSecrets } from "../../kept-secrets";
import { readAppSettings } from "../app-form";

type Context = RouteContext<"/admin/c/[conference]/machines/apps/create">;

/** POST: gives an event app access to this conference. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "machines.manage", async ({ conference, staff, actor, form }) => {
    const page = `/admin/c/${slug}/machines`;
    const keptAs = `apps.new:${conference.id}`;
    const name = singleValue(form, "name").trim();
    const settings = readAppSettings(form);
    const created = settings.ok ? await createAppCredential(name, conference.id, settings.value, actor) : settings;
    if (!created.ok) {
      const entry = "entry" in created.error ? created.error.entry : "";
      await keepStaffForm(staff, keptAs, { values: form, problems: { code: created.error.code, entry } });
      return { to: `${page}/apps/new` };
    }
    await dropKeptStaffForm(staff, keptAs);
    await keepSecrets(staff, { name, kind: "lenos", secret: created.value.secret, signingSecret: null });
    return { to: `${page}/secret` };
  });
}
