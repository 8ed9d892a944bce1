import { letIn, takePaymentAtDoor } from "@/lib/checkin/at-the-door";
import { singleValue } from "@/lib/http/form-values";
import { answerAtDoor } from "../post";

type Context = RouteContext<"/admin/c/[conference]/check-in/pay">;

/** POST `registration` and `amount` in minor units: the money was counted; it is booked, and the person is in. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return answerAtDoor(request, slug, ({ conference, form, publicId, post, may }) => {
    const amount = singleValue(form, "amount");
    if (!may("payments.take-on-site")) return letIn(conference.id, publicId, post);
    return takePaymentAtDoor(conference.id, publicId, /^\d{1,10}$/.test(amount) ? Number(amount) : 0, post);
  });
}
