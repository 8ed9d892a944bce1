import { singleValue } from "@/lib/http/form-values";
import { restoreRegistration } from "@/lib/registration/restore-registration";
import { cleanText } from "@/lib/text/clean-text";
import { actOnRegistration } from "../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/restore">;

/** POST: the cancellation is taken back. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(
    request,
    await params,
    "registrations.edit",
    async ({ registrationId, actor, now, form }) => {
      const reason = cleanText(singleValue(form, "reason"), { maxLength: 300 });
      if (!reason.ok) return { problem: "registration.reason-not-readable" };
      const mayOverbook = singleValue(form, "overbook") === "yes";
      const restored = await restoreRegistration(registrationId, { mayOverbook, reason: reason.value }, actor, now);
      return restored.ok
        ? { done: `registration.restored${restored.value === "draft" ? "-as-draft" : ""}` }
        : { problem: `registration.${restored.error.code === "sold-out" ? "restore-sold-out" : restored.error.code}` };
    },
  );
}
