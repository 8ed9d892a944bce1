import { changeDelegation, type DelegationChange } from "@/lib/delegations/change-delegation";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { actAtDesk } from "../../../../../act";
import { delegationsPage } from "../../delegations-page";

type Context = RouteContext<"/admin/c/[conference]/delegations/[publicId]/change">;

/** POST: one change of a delegation. What was typed and could not be taken comes back with its error. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  return actAtDesk(request, slug, "registrations.edit", async ({ conference, actor, form }) => {
    const change = readChange(form);
    if (!change) return { to: delegationsPage(slug), said: { problem: "delegations.not-found" } };
    const version = singleValue(form, "version");
    const done = await changeDelegation({ conferenceId: conference.id, publicId, version }, change, actor);
    const to = delegationsPage(slug, publicId);
    if (done.ok) return { to, said: { done: `delegations.${change.kind}` } };
    if (done.error === "not-found") return { to: delegationsPage(slug), said: { problem: "delegations.not-found" } };
    const typed = new URLSearchParams({ typed: singleValue(form, change.kind === "limit" ? "limit" : "name") });
    return { to: `${to}?${typed}`, said: { problem: `delegations.${done.error}` } };
  });
}

function readChange(form: FormValues): DelegationChange | null {
  const registration = singleValue(form, "registration").slice(0, 40).replaceAll("\u0000", "");
  const limit = singleValue(form, "limit").trim();
  switch (singleValue(form, "kind")) {
    case "rename":
      return { kind: "rename", name: singleValue(form, "name") };
    case "limit":
      return { kind: "limit", limit: limit === "" ? null : /^\d{1,6}$/.test(limit) ? Number(limit) : 0 };
    case "lead":
      return { kind: "lead", registration };
    case "remove":
      return { kind: "remove", registration };
    default:
      return null;
  }
}
