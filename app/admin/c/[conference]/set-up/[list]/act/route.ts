import { deleteItem, type ItemRefusal, moveItem, setActive } from "@/lib/conference/edit-item";
import { findRow, loadSetup } from "@/lib/conference/load-setup";
import { dropKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { actAtDesk, type Next, type Said } from "../../../../../act";
import { itemPage, keptName, readList, setUpPage, shownListPage } from "../lists";

/** The buttons beside an item: move it, stop or go on offering it, delete it, leave what was typed. */
export async function POST(request: Request, { params }: RouteContext<"/admin/c/[conference]/set-up/[list]/act">) {
  const { conference: slug, list: named } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }): Promise<Next> => {
    const list = readList(named);
    if (!list) return { to: setUpPage(slug), said: { problem: "desk.not-found" } };
    const id = readId(singleValue(form, "id"));
    const [inList, onPage] = [shownListPage(slug, list), itemPage(slug, list, id)];
    const act = singleValue(form, "act");
    if (act === "forget") {
      await dropKeptStaffForm(staff, keptName(list, id));
      return { to: onPage };
    }
    if (id === null) return { to: inList, said: { problem: "catalogue.gone" } };
    const of = { conferenceId: conference.id, list, id };
    if (act === "delete") {
      const loaded = await loadSetup(conference.id);
      const row = loaded && findRow(loaded, list, id);
      if (row && singleValue(form, "confirm").trim() !== row.name)
        return { to: onPage, said: { problem: "catalogue.not-confirmed" } };
      const deleted = await deleteItem(of, actor);
      if (!deleted.ok) return { to: onPage, said: sayProblem(deleted.error) };
      await dropKeptStaffForm(staff, keptName(list, id));
      return { to: inList, said: { done: "catalogue.deleted" } };
    }
    if (list === "quotas" || list === "sessions") return { to: inList, said: { problem: "desk.not-found" } };
    switch (act) {
      case "up":
      case "down": {
        const moved = await moveItem({ ...of, list }, act === "up" ? -1 : 1, actor);
        return { to: inList, said: moved.ok ? { done: "catalogue.moved" } : sayProblem(moved.error) };
      }
      case "activate":
      case "deactivate": {
        if (list === "rooms" || list === "tags") return { to: inList, said: { problem: "desk.not-found" } };
        const changed = await setActive({ ...of, list }, act === "activate", actor);
        return { to: inList, said: changed.ok ? { done: `catalogue.${act}d` } : sayProblem(changed.error) };
      }
      default:
        return { to: inList, said: { problem: "desk.not-found" } };
    }
  });
}

/** Of several reasons the one that the item's own page explains. */
function sayProblem(refusal: ItemRefusal): Said {
  if (refusal.code !== "problems") return { problem: "catalogue.gone" };
  const codes = refusal.problems.map(({ reason }) => reason?.code);
  const known = (["sold", "booked", "quota-taken", "answered", "used-by"] as const).find((code) =>
    codes.includes(code),
  );
  return { problem: `catalogue.${known ?? "elsewhere"}` };
}
