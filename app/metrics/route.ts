import { env } from "@/lib/env";
import { mayReadMetrics } from "@/lib/http/may-read-metrics";
import { writeMetrics } from "@/lib/metrics/metrics";

/** GET /metrics in Prometheus' text format: with METRICS_TOKEN as Bearer, or without one from this machine. */
export async function GET(request: Request): Promise<Response> {
  const authorization = request.headers.get("authorization");
  const forwardedFor = request.headers.get("x-forwarded-for");
  if (!mayReadMetrics({ authorization, forwardedFor }, env().METRICS_TOKEN)) {
    return new Response("Metrics are for this machine, or for who has METRICS_TOKEN.\n", { status: 403 });
  }
  const { text, contentType } = await writeMetrics();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}
