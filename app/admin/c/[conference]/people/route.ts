import { NextResponse } from "next/server";
import { parseRegistrationFilter } from "@/lib/registration/search/filter";
import { searchRegistrations } from "@/lib/registration/search/search-registrations";
import { shownNumber } from "@/lib/registration/shown-number";
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
  const { conference } = admitted.value;
  const filter = parseRegistrationFilter({ q: new URL(request.url).searchParams.get("q") ?? "" });
  const found = filter.words
    ? (await searchRegistrations(conference, filter, { sort: "name", after: null, take: MOST })).rows
    : [];
  const people = found.map(({ publicId, firstName, lastName, affiliation, email, ...row }) => ({
    href: registrationPage(slug, publicId),
    label: `${firstName} ${lastName}`.trim() || email,
    about: [affiliation || email, shownNumber(row, conference)].join(", "),
  }));
  return NextResponse.json(people, { headers: { "Cache-Control": "no-store" } });
}
