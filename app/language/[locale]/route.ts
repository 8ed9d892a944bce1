import { isLocale } from "@/lib/i18n/locales";
import { ownPath } from "@/lib/text/own-path";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** GET /language/{locale}?back=/path: remembers a person's language and returns to the page they came from. */
export async function GET(request: Request, { params }: RouteContext<"/language/[locale]">): Promise<Response> {
  const { locale } = await params;
  const location = ownPath(new URL(request.url).searchParams.get("back"));
  const headers = new Headers({ location, "cache-control": "no-store" });
  if (isLocale(locale) && isOwnRequest(request)) {
    headers.set("set-cookie", `foyer_language=${locale}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly`);
  }
  return new Response(null, { status: 303, headers });
}

/** From a link on our own pages, or typed; another site cannot choose for the person. Older browsers do not say. */
function isOwnRequest(request: Request): boolean {
  return ["same-origin", "none", null].includes(request.headers.get("sec-fetch-site"));
}
