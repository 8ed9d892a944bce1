import { singleValue } from "@/lib/http/form-values";
import { markAsTest } from "@/lib/registration/mark-as-test";
import { actOnRegistration } from "../act-on-registration";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/test-person">;

/** POST: this registration is there to try things with, or it is somebody's after all. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnRegistration(request, await params, "registrations.edit", async ({ registrationId, actor, form }) => {
    const isTest = singleValue(form, "test") === "yes";
    const outcome = await markAsTest(registrationId, isTest, actor);
    if (!outcome.ok) return { problem: outcome.error === "not-found" ? "desk.not-found" : "registration.has-places" };
    return { done: isTest ? "registration.marked-as-test" : "registration.unmarked-as-test" };
  });
}
