import { singleValue } from "@/lib/http/form-values";
import { BULK_ACT_NAMES, BULK_ACTS, startBulkAct } from "@/lib/registration/bulk/bulk-acts";
import { fixSelection } from "@/lib/registration/bulk/selection";
import { actAtDesk } from "../../../../../act";
import { NOT_ALLOWED_PAGE } from "../../../../../guard";
import { readSelection, selectionQuery } from "../../read-selection";

type Context = RouteContext<"/admin/c/[conference]/registrations/bulk/begin">;

/** POST: begins an act on many; a grave one wants their number typed, as it is now. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.see", async ({ conference, staff, actor, form, may }) => {
    const list = `/admin/c/${slug}/registrations`;
    const act = BULK_ACT_NAMES.find((name) => name === singleValue(form, "act"));
    if (!act) return { to: list, said: { problem: "registrations.no-act" } };
    if (!may(BULK_ACTS[act].permission)) return { to: NOT_ALLOWED_PAGE };
    const selection = readSelection(form);
    const { stored, count } = await fixSelection(conference, selection);
    if (count === 0) return { to: list, said: { problem: "registrations.nobody-ticked" } };
    if (BULK_ACTS[act].isGrave && singleValue(form, "typed").trim() !== String(count)) {
      const again = selectionQuery(selection);
      again.set("act", act);
      return { to: `${list}/bulk/confirm?${again}`, said: { problem: "registrations.other-count" } };
    }
    const by = { conferenceId: conference.id, staffId: staff.id, actor };
    return { to: `/admin/c/${slug}/batches/${await startBulkAct(act, stored, count, by)}` };
  });
}
