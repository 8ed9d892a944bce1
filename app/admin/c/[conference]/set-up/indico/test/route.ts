import type { Json } from "@/lib/audit/canonical-json";
import { keepStaffForm } from "@/lib/desk/kept-form";
import { env } from "@/lib/env";
import { explainConnection } from "@/lib/indico/explain-connection";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { actAtDesk } from "../../../../../act";
import { indicoTestName } from "../../save-part";

/** A person waits for it. */
const TEST_MS = 20_000;

type Context = RouteContext<"/admin/c/[conference]/set-up/indico/test">;

/** POST: tries the connection to Indico; what was found is kept for this browser and shown on the page. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "set-up.edit", async ({ staff, conference, now }) => {
    const to = `/admin/c/${slug}/set-up/indico`;
    const tied = await indicoOf(conference.id);
    if (!tied) return { to, said: { problem: "set-up.no-token" } };
    const expected = { eventId: tied.eventId, formId: tied.formId, portalUrl: env().publicUrl };
    const { findings } = await explainConnection(tied.site, expected, { now, timeoutMs: TEST_MS });
    const problems = findings as unknown as Json;
    await keepStaffForm(staff, indicoTestName(conference.id), { values: { at: now.toISOString() }, problems });
    return { to };
  });
}
