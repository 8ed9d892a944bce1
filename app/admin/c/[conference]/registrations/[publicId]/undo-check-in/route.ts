import { undoCheckIn } from "@/lib/checkin/check-in";
import { actOnRegistration } from "../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/undo-check-in">;

/** POST: this person is not here after all. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, await params, "registrations.check-in", async ({ registrationId, actor, now }) => {
    const outcome = await undoCheckIn(registrationId, actor, now);
    return outcome.ok ? { done: "desk.check-in-undone" } : { problem: `desk.${outcome.error}` };
  });
}
