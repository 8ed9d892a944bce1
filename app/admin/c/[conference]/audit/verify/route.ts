import { verifyChain } from "@/lib/audit/verify-chain";
import { actAtDesk } from "../../../../act";

type Context = RouteContext<"/admin/c/[conference]/audit/verify">;

/** POST: computes every hash of the conference's log anew, and names the first entry that is not as it was written. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "audit.see", async ({ conference }) => {
    const { broken } = await verifyChain(conference.id);
    const page = `/admin/c/${slug}/audit`;
    return broken ? { to: `${page}?broken=${broken.seq}` } : { to: page, said: { done: "audit.whole" } };
  });
}
