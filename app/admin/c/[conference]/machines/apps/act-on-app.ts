import "server-only";
import { type App, findApp } from "@/lib/credentials/load-apps";
import { readId } from "@/lib/ids/read-id";
import { type Act, actAtDesk, type Next } from "../../../../act";

type Params = Promise<{ conference: string; machineId: string }>;

/** The frame of every act on one event app of the conference: who asks, which one, then the act. */
export async function actOnApp(
  request: Request,
  params: Params,
  act: (act: Act, app: App, page: string) => Promise<Next>,
): Promise<Response> {
  const { conference: slug, machineId } = await params;
  return actAtDesk(request, slug, "machines.manage", async (at) => {
    const id = readId(machineId);
    const app = id === null ? null : await findApp(at.conference.id, id);
    if (!app) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    return act(at, app, `/admin/c/${slug}/machines/apps/${app.id}`);
  });
}
