import { endRotation } from "@/lib/credentials/convio-credentials";
import { actOnMachine } from "../../act-on-machine";

type Context = RouteContext<"/admin/c/[conference]/machines/[machineId]/end-rotation">;

/** POST: the secret from before the last one is right no longer. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnMachine(request, params, async ({ actor }, { id, conferenceId }, page) => {
    const ended = await endRotation(id, conferenceId, actor);
    return { to: page, said: ended.ok ? { done: "machines.rotation-ended" } : { problem: "desk.not-found" } };
  });
}
