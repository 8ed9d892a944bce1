import { checkIn } from "@/lib/checkin/check-in";
import { actOnRegistration } from "../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/check-in">;

/** POST: this person is here. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, await params, "registrations.check-in", async ({ registrationId, actor, now }) => {
    const outcome = await checkIn(registrationId, actor, now);
    return outcome.ok ? { done: "desk.checked-in" } : { problem: `desk.${outcome.error}` };
  });
}
