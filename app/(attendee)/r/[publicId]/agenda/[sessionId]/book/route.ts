import { actOnSession } from "../../act-on-session";

/** POST /r/{id}/agenda/{session}/book: a place in it, the one that is offered, or with `wait` one in its waiting list. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/r/[publicId]/agenda/[sessionId]/book">,
): Promise<Response> {
  return actOnSession(request, await params, "register");
}
