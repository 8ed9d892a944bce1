import { keepStaffForm } from "@/lib/desk/kept-form";
import { actOnForm } from "../../../act-on-form";
import { amendForm } from "../load-amending";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/order/[orderId]/preview">;

/** POST: keeps what staff want, and shows what it would do. Nothing is changed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { orderId, ...of } = await params;
  return actOnForm(request, of, "registrations.edit", async ({ registrationId, page, staff, form }) => {
    await keepStaffForm(staff, amendForm(registrationId), { values: form, problems: [] });
    return { to: `${page}/order/${orderId}?preview=1` };
  });
}
