import { approveChange, declineChange } from "@/lib/changes/decide-change";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { cleanText } from "@/lib/text/clean-text";
import { actOnForm } from "../../../act-on-form";
import { changeForm, LONGEST_ANSWER } from "../../../change-section";
import { findChange } from "../find-change";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/changes/[changeId]/decide">;

/** POST: answers what a person asked for, `decision` approve (of what is done by hand) or decline, which says why. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { changeId, ...of } = await params;
  return actOnForm(request, of, "registrations.edit", async ({ registrationId, page, staff, actor, form, now }) => {
    const change = await findChange(registrationId, changeId);
    if (!change) return { to: page, said: { problem: "registration.change-already-decided" } };
    const decision = singleValue(form, "decision");
    if (decision !== "approve" && decision !== "decline") return { to: page, said: { problem: "desk.no-decision" } };
    const answer = cleanText(singleValue(form, "answer"), { maxLength: LONGEST_ANSWER, multiline: true });
    const isMissing = answer.ok && decision === "decline" && answer.value === "";
    if (!answer.ok || isMissing) {
      const problems = [answer.ok ? "missing" : "not-readable"];
      await keepStaffForm(staff, changeForm(change.id), { values: form, problems });
      return { to: `${page}#change` };
    }
    const decide = decision === "approve" ? approveChange : declineChange;
    const decided = await decide(change.id, answer.value, actor, now);
    await dropKeptStaffForm(staff, changeForm(change.id));
    if (!decided.ok) return { to: page, said: { problem: `registration.change-${decided.error}` } };
    return {
      to: page,
      said: { done: decision === "approve" ? "registration.change-done" : "registration.change-declined" },
    };
  });
}
