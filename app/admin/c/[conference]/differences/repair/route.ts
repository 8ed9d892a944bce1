import { REPAIRS, type Repair } from "@/lib/drift/compare";
import { repairDrift } from "@/lib/drift/repair";
import { startRepairs } from "@/lib/drift/repair-many";
import { allValues, singleValue } from "@/lib/http/form-values";
import { type Act, actAtDesk, type Next } from "../../../../act";

type Context = RouteContext<"/admin/c/[conference]/differences/repair">;

/** POST: one thing about one difference (`one`), or about those that were chosen (`many`). */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "differences.repair", (act) => {
    const one = singleValue(act.form, "one");
    return one === "" ? repairMany(act, slug) : repairOne(act, slug, one);
  });
}

/** @param one which difference, and what to do: "Xk3…:adopt" */
async function repairOne({ conference, actor, now, form }: Act, slug: string, one: string): Promise<Next> {
  const to = `/admin/c/${slug}/differences`;
  const [publicId = "", wanted] = one.split(":");
  const repair = repairOf(wanted);
  if (!repair) return { to, said: { problem: "differences.not-possible" } };
  const reason = singleValue(form, `reason:${publicId}`);
  const done = await repairDrift({ conferenceId: conference.id, publicId, repair, reason }, actor, now);
  return { to, said: done.ok ? { done: `differences.${done.value}` } : { problem: `differences.${done.error}` } };
}

async function repairMany({ conference, staff, actor, form }: Act, slug: string): Promise<Next> {
  const publicIds = [...new Set(allValues(form, "ids"))];
  const repair = repairOf(singleValue(form, "many")) ?? "suggested";
  const reason = singleValue(form, "reason");
  const to = `/admin/c/${slug}/differences`;
  if (repair === "accept" && reason.trim() === "") return { to, said: { problem: "differences.needs-reason" } };
  const begun = await startRepairs(conference.id, { publicIds, repair, reason }, { staffId: staff.id, actor });
  if (begun.ok) return { to: `/admin/c/${slug}/batches/${begun.value}` };
  return { to, said: { problem: `differences.${begun.error}` } };
}

function repairOf(text: string | undefined): Repair | undefined {
  return REPAIRS.find((repair) => repair === text);
}
