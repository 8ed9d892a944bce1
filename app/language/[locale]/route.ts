import { cookies } from "next/headers";
import { readLocale } from "@/lib/i18n/languages";
import { ownPath } from "@/lib/text/own-path";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** As many as a person may change between, staff's own among them. */
const REMEMBERED = 4;

/**
 * GET /language/{locale}?back=/path: remembers a person's language before those that they chose earlier, and returns to
 * the page they came from. So a page that is not offered in the last one takes the one before it.
 */
export async function GET(request: Request, { params }: RouteContext<"/language/[locale]">): Promise<Response> {
  const locale = readLocale((await params).locale);
  const location = ownPath(new URL(request.url).searchParams.get("back"));
  const headers = new Headers({ location, "cache-control": "no-store" });
  if (locale && isOwnRequest(request)) {
    const earlier = (await cookies()).get("foyer_language")?.value.split(".") ?? [];
    const chosen = [locale, ...earlier.filter((other) => other !== locale && readLocale(other) === other)];
    const value = chosen.slice(0, REMEMBERED).join(".");
    headers.set("set-cookie", `foyer_language=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly`);
  }
  return new Response(null, { status: 303, headers });
}

/** From a link on our own pages, or typed; another site cannot choose for the person. Older browsers do not say. */
function isOwnRequest(request: Request): boolean {
  return ["same-origin", "none", null].includes(request.headers.get("sec-fetch-site"));
}
