import { rotateCredential } from "@/lib/credentials/convio-credentials";
import { actOnMachine } from "../../act-on-machine";
import { keepSecrets } from "../../kept-secrets";

type Context = RouteContext<"/admin/c/[conference]/machines/[machineId]/rotate">;

/** POST: a new secret; the one before stays right until it is ended. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnMachine(request, params, async ({ staff, actor }, { id, kind, name, conferenceId }, page) => {
    const rotated = await rotateCredential(id, conferenceId, actor);
    if (!rotated.ok) return { to: page, said: { problem: "desk.not-found" } };
    await keepSecrets(staff, { name, kind, secret: rotated.value.secret, signingSecret: null });
    return { to: `${page}/secret` };
  });
}
