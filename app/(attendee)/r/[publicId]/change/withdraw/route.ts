import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { withdrawChange } from "@/lib/changes/ask-change";
import { findStep } from "../../journey";

/** POST /r/{id}/change/withdraw: takes the open request back. One that staff have answered meanwhile is shown so. */
export async function POST(
  _request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/change/withdraw">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "standing");
  if (!found.open) return seeOther(found.to);
  const { id } = found.journey.registration;
  await withdrawChange(id, { kind: "person", id: String(id) }, new Date());
  return seeOther(`/r/${publicId}`);
}
