import { admitAtDesk } from "@/app/admin/guard";
import { findPeople } from "@/lib/checkin/find-people";

type Context = RouteContext<"/admin/c/[conference]/check-in/find">;

/** GET `q`: people by name, as JSON. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  const admitted = await admitAtDesk(slug, "registrations.check-in");
  if (!admitted.ok) return admitted.error;
  const people = await findPeople(admitted.value.conference, new URL(request.url).searchParams.get("q") ?? "");
  return Response.json(people, { headers: { "Cache-Control": "no-store" } });
}
