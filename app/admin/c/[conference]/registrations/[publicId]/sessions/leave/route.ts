import { actOnRegistration } from "../../act-on-registration";
import { actOnSession } from "../act-on-session";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/sessions/leave">;

/** POST: the person is out of the session, and of its waiting list. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, await params, "registrations.edit", (act) =>
    actOnSession(act, { action: "unregister", joinWaitingList: false }),
  );
}
