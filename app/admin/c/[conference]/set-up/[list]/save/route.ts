import { saveItem } from "@/lib/conference/edit-item";
import { itemOfValues, withoutEmptyRows, withoutRow } from "@/lib/conference/item-form";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { actAtDesk, type Next } from "../../../../../act";
import {
  itemPage,
  type KeptProblems,
  keepable,
  keptName,
  NOTHING_WRONG,
  readList,
  setUpPage,
  shownListPage,
} from "../lists";

/** Saves an item's form; its other buttons add a row to it or take one out. */
export async function POST(request: Request, { params }: RouteContext<"/admin/c/[conference]/set-up/[list]/save">) {
  const { conference: slug, list: named } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }): Promise<Next> => {
    const list = readList(named);
    if (!list) return { to: setUpPage(slug), said: { problem: "desk.not-found" } };
    const id = readId(singleValue(form, "id"));
    const values = withoutEmptyRows(list, form);
    const keep = (kept: FormValues, problems: KeptProblems, of = id) =>
      keepStaffForm<KeptProblems>(staff, keptName(list, of), { values: kept, problems });
    const page = itemPage(slug, list, id);

    const more = singleValue(form, "more");
    const less = singleValue(form, "less");
    if (more || less) {
      await keep(less ? withoutRow(form, less) : { ...values, more }, NOTHING_WRONG);
      return { to: `${page}#${more || less.split(".")[0]}` };
    }

    const saved = await saveItem(
      {
        conferenceId: conference.id,
        list,
        id,
        item: itemOfValues(list, values),
        version: singleValue(form, "version"),
        keepSold: singleValue(form, "keepSold") === "yes",
      },
      actor,
    );
    if (saved.ok) {
      await dropKeptStaffForm(staff, keptName(list, id));
      return { to: shownListPage(slug, list), said: { done: doneOf(saved.value.fields) } };
    }
    switch (saved.error.code) {
      case "gone":
        // What was typed may be saved as a new one.
        await dropKeptStaffForm(staff, keptName(list, id));
        await keep({ ...values, id: "" }, NOTHING_WRONG, null);
        return { to: itemPage(slug, list, null), said: { problem: "catalogue.gone-kept" } };
      case "changed-meanwhile":
        await keep({ ...values, version: saved.error.version }, { problems: [], isOverdue: true });
        return { to: page };
      case "problems":
        await keep(values, { problems: saved.error.problems.map(keepable), isOverdue: false });
        return { to: page };
    }
  });
}

function doneOf(fields: readonly string[]): string {
  if (fields.includes("allowance")) return "catalogue.lowered";
  return fields.includes("prices") ? "catalogue.saved-prices" : "catalogue.saved";
}
