import type { NextRequest } from "next/server";
import { seeOther } from "@/app/see-other";
import { readForPrefill } from "@/lib/indico/read-for-foyer";
import { takeToken } from "@/lib/limits/take-token";
import { PAGE_WAITS_MS, prefillRegistration } from "@/lib/registration/prefill";
import { findJourney } from "../journey";

/** POST /r/{id}/check: reads the registration from Indico once more, within a limit that no stranger uses up. */
export async function POST(_request: NextRequest, { params }: RouteContext<"/r/[publicId]/check">): Promise<Response> {
  const { publicId } = await params;
  const found = await findJourney(publicId);
  if (!found.open) return seeOther(found.to);
  const { id } = found.journey.registration;
  const page = `/r/${publicId}`;
  const limited = await takeToken("checkByRegistration", String(id));
  if (limited === "refused") return seeOther(`${page}?checked=wait`);
  const read = await prefillRegistration(id, readForPrefill, PAGE_WAITS_MS);
  return seeOther(`${page}?checked=${read === "late" ? "late" : "same"}`);
}
