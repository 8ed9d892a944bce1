import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { formValues, singleValue } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { visitorOf } from "../../../../visitor";
import { findStep } from "../../journey";
import { goToCardPage } from "../go-to-card-page";

/** POST /r/{id}/pay/card: pays a placed order by card instead: a transfer that is awaited, the desk, a late payment. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/pay/card">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "standing");
  if (!found.open) return seeOther(found.to);
  const back = (trouble: string) => seeOther(`/r/${publicId}?trouble=${trouble}`);
  const limited = await takeToken("ordersByAddress", visitorOf(request).address);
  if (limited === "refused") return back("wait");
  return goToCardPage(found.journey, singleValue(formValues(await readForm(request)), "seen"), back);
}
