import { admitAtDesk } from "@/app/admin/guard";
import { loadPresence } from "@/lib/checkin/load-presence";

type Context = RouteContext<"/admin/c/[conference]/check-in/live">;

/** GET: how many are here, by door, and the last ones, as JSON. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  const admitted = await admitAtDesk(slug, "registrations.check-in");
  if (!admitted.ok) return admitted.error;
  const presence = await loadPresence(admitted.value.conference.id);
  return Response.json(presence, { headers: { "Cache-Control": "no-store" } });
}
