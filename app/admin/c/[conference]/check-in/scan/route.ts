import { scanAtDoor } from "@/lib/checkin/at-the-door";
import { singleValue } from "@/lib/http/form-values";
import { answerAtDoor } from "../post";

type Context = RouteContext<"/admin/c/[conference]/check-in/scan">;

/** POST `code`: what a camera or a hand scanner saw, or somebody typed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return answerAtDoor(request, slug, ({ conference, form, post }) =>
    scanAtDoor(conference, singleValue(form, "code"), post),
  );
}
