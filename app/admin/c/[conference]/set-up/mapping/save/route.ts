import { saveMapping } from "@/lib/conference/edit-mapping";
import { countRows, withoutEmptyRowsOf, withoutRow } from "@/lib/conference/item-form";
import { versionOf } from "@/lib/conference/item-version";
import { mappingOfValues } from "@/lib/conference/mapping-form";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { actAtDesk, type Next } from "../../../../../act";
import { type KeptProblem, keepable, setUpPage } from "../../[list]/lists";
import { type KeptMapping, MAPPING_FORM } from "../kept-mapping";

const ROWS = ["fields", "categories"];

/** Saves the mapping's form; its other buttons add a row, take one out, or leave what was typed. */
export async function POST(request: Request, { params }: RouteContext<"/admin/c/[conference]/set-up/mapping/save">) {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, actor, form }): Promise<Next> => {
    const page = `${setUpPage(slug)}/mapping`;
    const keep = (values: FormValues, problems: KeptProblem[] = [], isOverdue = false) =>
      keepStaffForm<KeptMapping>(staff, MAPPING_FORM, { values, problems: { problems, isOverdue } });
    if (singleValue(form, "act") === "forget") {
      await dropKeptStaffForm(staff, MAPPING_FORM);
      return { to: page };
    }
    const values = withoutEmptyRowsOf(form, ROWS);
    const more = singleValue(form, "more");
    const less = singleValue(form, "less");
    if (more || less) {
      await keep(less ? withoutRow(form, less) : { ...values, more });
      return { to: `${page}#${more || less.split(".")[0]}` };
    }
    const counts = { fields: countRows(values, "fields"), categories: countRows(values, "categories") };
    const { mapping, unread } = mappingOfValues(values, counts);
    if (unread.length) {
      await keep(
        values,
        unread.map(({ field, line }) => ({ field, place: field, message: line, code: "line", values: {} })),
      );
      return { to: page };
    }
    const draft = { conferenceId: conference.id, mapping, version: singleValue(form, "version") };
    const saved = await saveMapping(draft, actor);
    if (saved.ok) {
      await dropKeptStaffForm(staff, MAPPING_FORM);
      return { to: page, said: { done: "catalogue.mapping-saved" } };
    }
    switch (saved.error.code) {
      case "gone":
        return { to: page };
      case "changed-meanwhile":
        await keep({ ...values, version: versionOf(saved.error.mapping) }, [], true);
        return { to: page };
      case "problems":
        await keep(values, saved.error.problems.map(keepable));
        return { to: page };
    }
  });
}
