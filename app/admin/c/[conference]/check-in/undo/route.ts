import { undoAtDoor } from "@/lib/checkin/at-the-door";
import { answerAtDoor } from "../post";

type Context = RouteContext<"/admin/c/[conference]/check-in/undo">;

/** POST `registration`: this person is not here after all. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return answerAtDoor(request, slug, ({ conference, publicId, post }) => undoAtDoor(conference.id, publicId, post));
}
