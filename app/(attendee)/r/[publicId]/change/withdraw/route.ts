import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { withdrawChange } from "@/lib/changes/ask-change";
import { formValues, singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { findStep } from "../../journey";

/** POST /r/{id}/change/withdraw: takes the request `change` back. One that staff have answered meanwhile is shown so. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/change/withdraw">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "standing");
  if (!found.open) return seeOther(found.to);
  const { id } = found.journey.registration;
  const change = readId(singleValue(formValues(await readForm(request)), "change"));
  if (change !== null) await withdrawChange(id, change, { kind: "person", id: String(id) }, new Date());
  return seeOther(`/r/${publicId}`);
}
