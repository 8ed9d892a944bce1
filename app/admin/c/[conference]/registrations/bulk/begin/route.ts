import { singleValue } from "@/lib/http/form-values";
import { findManyAct, isGrave, permissionOf } from "@/lib/registration/many/acts";
import { startMany } from "@/lib/registration/many/start-many";
import { actAtDesk } from "../../../../../act";
import { NOT_ALLOWED_PAGE } from "../../../../../guard";
import { readSelection, selectionQuery } from "../../read-selection";

type Context = RouteContext<"/admin/c/[conference]/registrations/bulk/begin">;

const COUNT = /^\d{1,9}$/;

/** POST: begins an act on many; a grave one wants their number typed, as it is now. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.see", async ({ conference, staff, actor, form, may }) => {
    const list = `/admin/c/${slug}/registrations`;
    const act = findManyAct(singleValue(form, "act"));
    if (!act) return { to: list, said: { problem: "registrations.no-act" } };
    if (!may(permissionOf(act))) return { to: NOT_ALLOWED_PAGE };
    const selection = readSelection(form);
    const said = singleValue(form, "typed").trim();
    const typed = isGrave(act) ? (COUNT.test(said) ? Number(said) : -1) : null;
    const started = await startMany(act, selection, typed, { conference, staffId: staff.id, actor });
    if (started.ok) return { to: `/admin/c/${slug}/batches/${started.value}` };
    if (started.error === "nobody") return { to: list, said: { problem: "registrations.nobody-ticked" } };
    const again = selectionQuery(selection);
    again.set("act", act);
    return { to: `${list}/bulk/confirm?${again}`, said: { problem: "registrations.other-count" } };
  });
}
