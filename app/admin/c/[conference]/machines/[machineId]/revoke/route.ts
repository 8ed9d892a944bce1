import { revokeCredential } from "@/lib/credentials/create-credential";
import { actOnMachine } from "../../act-on-machine";

type Context = RouteContext<"/admin/c/[conference]/machines/[machineId]/revoke">;

/** POST: ends a credential's access at once. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnMachine(request, params, async ({ actor, now }, { name }, page) => {
    const revoked = await revokeCredential(name, actor, now);
    return { to: page, said: revoked.ok ? { done: "machines.revoked" } : { problem: "desk.not-found" } };
  });
}
