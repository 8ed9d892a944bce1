import { actAtDesk } from "@/app/admin/act";
import { singleValue } from "@/lib/http/form-values";
import { doorPage, keepDoor, readDoor } from "../post";

type Context = RouteContext<"/admin/c/[conference]/check-in/door">;

/** POST `door`: names the door that this browser stands at. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.check-in", async ({ conference, form }) => {
    const door = readDoor(singleValue(form, "door"));
    if (door === null) return { to: doorPage(slug), said: { problem: "check-in.bad-door" } };
    await keepDoor(conference.id, door);
    return { to: doorPage(slug), said: { done: "check-in.door-kept" } };
  });
}
