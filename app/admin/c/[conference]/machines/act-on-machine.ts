import { readId } from "@/lib/ids/read-id";
import "server-only";
import { findMachine, type Machine } from "@/lib/credentials/load-machines";
import { type Act, actAtDesk, type Next } from "../../../act";

type Params = Promise<{ conference: string; machineId: string }>;

/** The frame of every act on one credential of the conference: who asks, which one, then the act. */
export async function actOnMachine(
  request: Request,
  params: Params,
  act: (act: Act, machine: Machine, page: string) => Promise<Next>,
): Promise<Response> {
  const { conference: slug, machineId } = await params;
  return actAtDesk(request, slug, "machines.manage", async (at) => {
    const id = readId(machineId);
    const machine = id === null ? null : await findMachine(at.conference.id, id);
    if (!machine) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    return act(at, machine, `/admin/c/${slug}/machines`);
  });
}
