import { undoCheckIn } from "@/lib/checkin/check-in";
import { actOnRegistration } from "../act";

type Context = RouteContext<"/admin/registrations/[publicId]/undo-check-in">;

/** POST: this person is not here after all. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, (await params).publicId, "registrations.check-in", async (id, actor) => {
    const outcome = await undoCheckIn(id, actor);
    return outcome.ok ? { done: "check-in-undone" } : { problem: outcome.error };
  });
}
