import { NextResponse } from "next/server";
import { findRegistrations } from "@/lib/registration/find-registrations";
import { registrationPage } from "../../../act";
import { admitAtDesk } from "../../../guard";

const MOST = 8;

/** GET: the people whom the words of `q` find, for the palette. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/admin/c/[conference]/people">,
): Promise<Response> {
  const { conference: slug } = await params;
  const admitted = await admitAtDesk(slug, "registrations.see");
  if (!admitted.ok) return admitted.error;
  const words = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 200).replaceAll("\u0000", "");
  const found = words.trim() ? await findRegistrations(words, [admitted.value.conference.id]) : [];
  const people = found.slice(0, MOST).map(({ publicId, name, affiliation, email, number }) => ({
    href: registrationPage(slug, publicId),
    label: name,
    about: [affiliation || email, number].join(", "),
  }));
  return NextResponse.json(people, { headers: { "Cache-Control": "no-store" } });
}
