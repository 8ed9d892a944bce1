import { BATCH_KINDS } from "@/lib/batches/kinds";
import { stopBatch } from "@/lib/batches/run-batch";
import { loadBatch } from "@/lib/desk/load-batch";
import { actAtDesk } from "../../../../../act";

type Context = RouteContext<"/admin/c/[conference]/batches/[publicId]/stop">;

/** POST: whoever began a long act, or runs the conference, stops it. What is done stays done. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "registrations.see", async ({ conference, staff, may }) => {
    const batch = await loadBatch(conference.id, publicId);
    if (!batch || (batch.staffId !== staff.id && !may("set-up.edit"))) {
      return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    }
    const stopped = await stopBatch(batch.id, BATCH_KINDS);
    const to = `/admin/c/${slug}/batches/${publicId}`;
    return { to, said: stopped ? { done: "desk.batch-stopped" } : { problem: "desk.batch-over" } };
  });
}
