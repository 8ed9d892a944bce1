import { actOnSession } from "../../act-on-session";

/** POST /r/{id}/agenda/{session}/give-back: the place, or that in the waiting list. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/r/[publicId]/agenda/[sessionId]/give-back">,
): Promise<Response> {
  return actOnSession(request, await params, "unregister");
}
