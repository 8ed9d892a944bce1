import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { dropKeptForm, keepForm } from "@/lib/access/kept-form";
import { askChange } from "@/lib/changes/ask-change";
import { readChange } from "@/lib/changes/read-change";
import { formValues } from "@/lib/http/form-values";
import { takeToken } from "@/lib/limits/take-token";
import { findStep } from "../../journey";
import { type AskingProblems, loadAskable, mayAsk } from "../load-asking";

/** POST /r/{id}/change/send: asks for the change, or keeps what was typed with what is wrong with it. */
export async function POST(
  request: NextRequest,
  { params }: RouteContext<"/r/[publicId]/change/send">,
): Promise<Response> {
  const { publicId } = await params;
  const found = await findStep(publicId, "standing");
  const values = formValues(await readForm(request));
  if (!found.open) {
    if (found.ended) await keepForm<AskingProblems>(found.ended, "change", { values, problems: { fields: [] } });
    return seeOther(found.to);
  }
  const { access, journey } = found;
  const own = `/r/${publicId}`;
  if (!mayAsk(journey)) return seeOther(own);
  const again = async (problems: AskingProblems) => {
    await keepForm(access, "change", { values, problems });
    return seeOther(`${own}/change`);
  };
  const read = readChange(values, await loadAskable(journey));
  if (!read.ok) return again({ fields: read.error });
  const { id } = journey.registration;
  const limited = await takeToken("changesByRegistration", String(id));
  if (limited === "refused") return again({ fields: [], trouble: "wait" });
  const asked = await askChange(id, read.value, { kind: "person", id: String(id) }, new Date());
  // The own page shows why: the request that waits, or that nothing is ordered any more. What was typed waits, too.
  if (asked.ok) await dropKeptForm(access, "change");
  else await keepForm<AskingProblems>(access, "change", { values, problems: { fields: [] } });
  return seeOther(own);
}
