/** The parts of a request that say whether a page of ours sent it. */
export type RequestOrigin = {
  method: string;
  path: string;
  /** Header `Sec-Fetch-Site`; browsers send it to https and loopback addresses only. */
  fetchSite: string | null;
  origin: string | null;
  host: string | null;
};

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Paths of machines, which never read the portal's cookies: own API, Convio's servlets, the demo's Indico and card provider. */
const MACHINE_PATHS = [
  /^\/api\/(?!auth\/)/,
  /^(\/[^/]+)?\/site\/[CS]R[A-Za-z]+API(;|%3B|\/?$)/i,
  /^\/sandbox\/(indico|stripe\/v1)\//,
];

/**
 * Whether a request may go on to a page or action that trusts cookies. One that changes state must come from a page
 * of the portal: `Sec-Fetch-Site: same-origin`, or, where a browser does not send that, an equal `Origin`. Safe
 * methods and machine paths pass.
 * @param publicUrl the portal's own address
 */
export function mayChangeState(request: RequestOrigin, publicUrl: string): boolean {
  if (SAFE_METHODS.has(request.method)) return true;
  if (MACHINE_PATHS.some((pattern) => pattern.test(request.path))) return true;
  if (request.fetchSite !== null) return request.fetchSite === "same-origin";
  if (!request.origin || !URL.canParse(request.origin)) return false;
  const origin = new URL(request.origin);
  return origin.origin === new URL(publicUrl).origin || origin.host === request.host;
}
