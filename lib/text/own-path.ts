const ORIGIN = "https://own.invalid";

/**
 * Where to go back to, from an address that came with a request: path and query of our own site.
 * What points anywhere else ("https://…", "//…", "/\…", "/..//…") or is no address becomes "/".
 */
export function ownPath(raw: string | null): string {
  if (!raw?.startsWith("/") || !URL.canParse(raw, ORIGIN)) return "/";
  const { origin, pathname, search } = new URL(raw, ORIGIN);
  return origin === ORIGIN && !pathname.startsWith("//") ? pathname + search : "/";
}
