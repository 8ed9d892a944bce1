import type { NextRequest } from "next/server";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { formValues, singleValue } from "@/lib/http/form-values";
import { acceptWaiver } from "@/lib/registration/accept-waiver";
import { findJourney } from "../journey";

/** POST /r/{id}/waiver: accepts what the category on a placed order demands. Unticked, or changed since: shown once more. */
export async function POST(request: NextRequest, { params }: RouteContext<"/r/[publicId]/waiver">): Promise<Response> {
  const { publicId } = await params;
  const found = await findJourney(publicId);
  if (!found.open) return seeOther(found.to);
  const { id } = found.journey.registration;
  const values = formValues(await readForm(request));
  const page = `/r/${publicId}`;
  if (singleValue(values, "acceptsWaiver") !== "yes") return seeOther(`${page}?waiver=unticked`);
  const by = { kind: "person", id: String(id) } as const;
  const accepted = await acceptWaiver(id, singleValue(values, "waiver"), by, new Date());
  return seeOther(!accepted.ok && accepted.error === "changed" ? `${page}?waiver=changed` : page);
}
