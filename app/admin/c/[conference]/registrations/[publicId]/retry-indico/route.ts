import { singleValue } from "@/lib/http/form-values";
import { retryWrite, sendAgain } from "@/lib/mirror/retry-write";
import { actOnRegistration } from "../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/retry-indico">;

/** POST: try a parked write once more. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, await params, "indico.retry", async ({ registrationId, actor, form }) => {
    const isParked = singleValue(form, "again") !== "yes";
    const outcome = await (isParked ? retryWrite : sendAgain)(registrationId, actor);
    return outcome.ok ? { done: "desk.will-try-again" } : { problem: `desk.${outcome.error}` };
  });
}
