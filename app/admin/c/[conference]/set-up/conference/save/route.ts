import { savePartForm } from "../../save-part";

type Context = RouteContext<"/admin/c/[conference]/set-up/conference/save">;

/** POST: saves this form of the set-up. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return savePartForm(request, (await params).conference, "conference");
}
