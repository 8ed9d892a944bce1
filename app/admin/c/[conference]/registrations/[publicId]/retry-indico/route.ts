import { retryWrite } from "@/lib/mirror/retry-write";
import { actOnRegistration } from "../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/retry-indico">;

/** POST: try a parked write once more. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, await params, "indico.retry", async ({ registrationId, actor }) => {
    const outcome = await retryWrite(registrationId, actor);
    return outcome.ok ? { done: "desk.will-try-again" } : { problem: `desk.${outcome.error}` };
  });
}
