import { hashSecret, isSameHash } from "@/lib/ids/public-id";

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * Whether a request may read the metrics: with the token where one is configured; without one, from this machine. A
 * request that came through a proxy has several entries in `X-Forwarded-For` and is not from this machine.
 */
export function mayReadMetrics(
  { authorization, forwardedFor }: { authorization: string | null; forwardedFor: string | null },
  token: string | undefined,
): boolean {
  if (!token) return LOOPBACK.test(forwardedFor ?? "");
  return isSameHash(hashSecret(authorization ?? ""), hashSecret(`Bearer ${token}`));
}
