import { checkIn } from "@/lib/checkin/check-in";
import { actOnRegistration } from "../act";

type Context = RouteContext<"/admin/registrations/[publicId]/check-in">;

/** POST: this person is here. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, (await params).publicId, "registrations.check-in", async (id, actor) => {
    const outcome = await checkIn(id, actor, new Date());
    return outcome.ok ? { done: "checked-in" } : { problem: outcome.error };
  });
}
