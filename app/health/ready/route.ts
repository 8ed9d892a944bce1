import { checkReadiness } from "@/lib/health/check-readiness";

/** GET /health/ready: 200 when this process can serve (with warnings, where there are any), else 503. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(new Date());
  return Response.json(readiness, {
    status: readiness.status === "fail" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
}
