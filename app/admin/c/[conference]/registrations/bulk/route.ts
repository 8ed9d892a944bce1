import { singleValue } from "@/lib/http/form-values";
import { findManyAct, permissionOf } from "@/lib/registration/many/acts";
import { countChosen, fixChoice } from "@/lib/registration/many/chosen";
import { actAtDesk } from "../../../../act";
import { NOT_ALLOWED_PAGE } from "../../../../guard";
import { readSelection, selectionQuery } from "../read-selection";

type Context = RouteContext<"/admin/c/[conference]/registrations/bulk">;

/** POST: an act on many was asked for; leads to the page that says on how many, before anything is done. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.see", async ({ conference, form, may }) => {
    const list = `/admin/c/${slug}/registrations`;
    const query = singleValue(form, "query");
    const back = query ? `${list}?${query}` : list;
    const selection = readSelection(form);
    const count = await countChosen(conference, await fixChoice(conference, selection));
    if (count === 0) return { to: back, said: { problem: "registrations.nobody-ticked" } };
    const wanted = singleValue(form, "act");
    const selected = selectionQuery(selection);
    if (wanted === "mail") return { to: may("registrations.mail") ? `${list}/mail?${selected}` : NOT_ALLOWED_PAGE };
    const act = findManyAct(wanted);
    if (!act) return { to: back, said: { problem: "registrations.no-act" } };
    if (!may(permissionOf(act))) return { to: NOT_ALLOWED_PAGE };
    selected.set("act", act);
    return { to: `${list}/bulk/confirm?${selected}` };
  });
}
