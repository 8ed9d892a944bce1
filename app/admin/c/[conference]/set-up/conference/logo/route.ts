import { removeLogo, saveLogo } from "@/lib/conference/logo";
import { singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/set-up/conference/logo">;

/** POST: keeps the logo, or takes it out. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ conference, actor, form, data }) => {
    const to = `/admin/c/${slug}/set-up/conference`;
    if (singleValue(form, "act") === "remove") {
      await removeLogo(conference.id, actor);
      return { to, said: { done: "set-up.logo-removed" } };
    }
    const file = data.get("logo");
    if (!(file instanceof File) || file.size === 0) return { to, said: { problem: "set-up.logo-missing" } };
    const saved = await saveLogo(conference.id, new Uint8Array(await file.arrayBuffer()), actor);
    return { to, said: saved.ok ? { done: "set-up.logo-saved" } : { problem: `set-up.${saved.error}` } };
  });
}
