import { seeOther } from "@/app/see-other";
import { exportConference } from "@/lib/conference/export-conference";
import { admitAtDesk } from "../../../../../guard";

type Context = RouteContext<"/admin/c/[conference]/set-up/file/download">;

/** GET: the whole set-up as its file; the Indico token is never in it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  const admitted = await admitAtDesk(slug, "set-up.edit");
  if (!admitted.ok) return admitted.error;
  const exported = await exportConference(slug);
  if (!exported.ok) return seeOther(`/admin/c/${slug}?problem=desk.not-found`);
  return new Response(`${JSON.stringify(exported.value, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${admitted.value.conference.slug}.json"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
