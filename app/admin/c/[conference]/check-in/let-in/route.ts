import { letIn, letInAgain, letInUnpaid } from "@/lib/checkin/at-the-door";
import { singleValue } from "@/lib/http/form-values";
import { answerAtDoor } from "../post";

type Context = RouteContext<"/admin/c/[conference]/check-in/let-in">;

/** POST `registration`: somebody found by name. `anyway`: "unpaid", for those who may decide it, or "again". */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return answerAtDoor(request, slug, ({ conference, form, publicId, post, may }) => {
    const anyway = singleValue(form, "anyway");
    if (anyway === "again") return letInAgain(conference.id, publicId, post);
    // Who may not is answered as if it had not been asked: "not paid".
    const isUnpaid = anyway === "unpaid" && may("registrations.edit");
    return (isUnpaid ? letInUnpaid : letIn)(conference.id, publicId, post);
  });
}
