import { singleValue } from "@/lib/http/form-values";
import { filterOfQuery } from "@/lib/registration/search/filter";
import { saveView } from "@/lib/registration/search/views";
import { cleanText } from "@/lib/text/clean-text";
import { actAtDesk } from "../../../../act";
import { listQuery, readList } from "../read-list";

const LONGEST_NAME = 40;

type Context = RouteContext<"/admin/c/[conference]/registrations/views">;

/** POST: keeps the list's state under a name, for oneself or, by those who run the conference, for everybody. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "registrations.see", async ({ conference, staff, form, may }) => {
    const parameters = new URLSearchParams(singleValue(form, "query"));
    const list = readList({ ...Object.fromEntries(parameters), col: parameters.getAll("col") });
    const query = listQuery({ ...list, filter: filterOfQuery(parameters.toString()) });
    const to = `/admin/c/${slug}/registrations?${query}`;
    const name = cleanText(singleValue(form, "name"), { maxLength: LONGEST_NAME });
    if (!name.ok || name.value === "" || query === "") return { to, said: { problem: "registrations.view-no-name" } };
    const isShared = singleValue(form, "shared") === "yes" && may("set-up.edit");
    const saved = await saveView(conference.id, { name: name.value, query, staffId: isShared ? null : staff.id });
    return { to, said: saved.ok ? { done: "registrations.view-kept" } : { problem: "registrations.view-too-many" } };
  });
}
