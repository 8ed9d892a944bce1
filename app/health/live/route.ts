export const dynamic = "force-dynamic";

/** GET /health/live: the process answers. Asks nothing else: a lost database is no reason to restart it. */
export function GET(): Response {
  return Response.json({ status: "live" }, { headers: { "cache-control": "no-store" } });
}
