import { retryWrite } from "@/lib/mirror/retry-write";
import { actOnRegistration } from "../act";

type Context = RouteContext<"/admin/registrations/[publicId]/retry-indico">;

/** POST: try a parked write once more. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, (await params).publicId, "indico.retry", async (id, actor) => {
    const outcome = await retryWrite(id, actor);
    return outcome.ok ? { done: "will-try-again" } : { problem: outcome.error };
  });
}
