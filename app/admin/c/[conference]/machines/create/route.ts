import { createConvioCredential } from "@/lib/credentials/convio-credentials";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../act";
import { keepSecrets } from "../kept-secrets";
import { readKind, readSettings } from "../machine-form";

type Context = RouteContext<"/admin/c/[conference]/machines/create">;

/** POST: gives an application or a server access to this conference. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "machines.manage", async ({ conference, staff, actor, form }) => {
    const page = `/admin/c/${slug}/machines`;
    const kind = readKind(singleValue(form, "kind"));
    const keptAs = `machines.new:${conference.id}:${kind}`;
    const name = singleValue(form, "name").trim();
    const created = await createConvioCredential(
      { ...readSettings(kind, form), name, conferenceId: conference.id },
      actor,
    );
    if (!created.ok) {
      const entry = "entry" in created.error ? created.error.entry : "";
      await keepStaffForm(staff, keptAs, { values: form, problems: { code: created.error.code, entry } });
      return { to: `${page}/new?kind=${kind === "convio_server" ? "server" : "client"}` };
    }
    await dropKeptStaffForm(staff, keptAs);
    const { secret, signingSecret } = created.value;
    await keepSecrets(staff, { name, kind, secret, signingSecret });
    return { to: `${page}/secret` };
  });
}
