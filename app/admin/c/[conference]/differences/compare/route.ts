import { startCompare } from "@/lib/drift/run-compare";
import { actAtDesk } from "../../../../act";

type Context = RouteContext<"/admin/c/[conference]/differences/compare">;

/** POST: begins to compare the conference with its Indico. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "differences.repair", async ({ conference, staff, actor }) => {
    const begun = await startCompare(conference.id, staff.id, actor);
    if (begun.ok) return { to: `/admin/c/${slug}/batches/${begun.value}` };
    return { to: `/admin/c/${slug}/differences`, said: { problem: `differences.${begun.error}` } };
  });
}
