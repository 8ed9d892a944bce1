import { singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { confirmShrinking } from "@/lib/lenos/shrink-guard";
import { actOnApp } from "../../act-on-app";

type Context = RouteContext<"/admin/c/[conference]/machines/apps/[machineId]/confirm">;

/** POST: the shorter list that was held back is right. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return actOnApp(request, params, async ({ actor, form, conference }, { id }, page) => {
    const [resource, count] = [singleValue(form, "resource"), readCount(singleValue(form, "count"))];
    const which = { credentialId: id, conferenceId: conference.id };
    const confirmed = count === null ? null : await confirmShrinking(which, resource, count, actor);
    return { to: page, said: confirmed?.ok ? { done: "apps.confirmed" } : { problem: "apps.not-confirmed" } };
  });
}

/** Nobody may be left at all. */
function readCount(text: string): number | null {
  return text === "0" ? 0 : readId(text);
}
