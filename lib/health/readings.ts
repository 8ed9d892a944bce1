/** `warn`: people are served, somebody should look; `fail`: this process should get no requests. */
export type Status = "pass" | "warn" | "fail";

export type Reading = { status: Status } & Record<string, string | number | null>;

const SLOW_QUEUE_SECONDS = 60;
const STUCK_QUEUE_SECONDS = 300;
/** The sweeper runs every 15 s. */
const LOST_WORKER_SECONDS = 90;
const SHORT_CERTIFICATE_DAYS = 21;

/** @param oldestDueSeconds age of the oldest job that should have begun; null when none waits */
export function readQueue(oldestDueSeconds: number | null): Reading {
  const age = oldestDueSeconds ?? 0;
  const status = age > STUCK_QUEUE_SECONDS ? "fail" : age > SLOW_QUEUE_SECONDS ? "warn" : "pass";
  return { status, oldestDueSeconds: age };
}

/**
 * @param lastSweepSeconds since a worker last ended a sweep; null when none ever did
 * @param uptimeSeconds of this process: a fresh start has time to sweep
 */
export function readWorker(lastSweepSeconds: number | null, uptimeSeconds: number): Reading {
  const isLost = (lastSweepSeconds ?? Number.POSITIVE_INFINITY) > LOST_WORKER_SECONDS;
  return { status: isLost && uptimeSeconds > LOST_WORKER_SECONDS ? "fail" : "pass", lastSweepSeconds };
}

/** @param daysLeft below 0 when it has expired; null when none could be read */
export function readCertificateDays(daysLeft: number | null): Reading {
  return { status: daysLeft !== null && daysLeft >= SHORT_CERTIFICATE_DAYS ? "pass" : "warn", daysLeft };
}

/** The worst of all. */
export function summarise(readings: Reading[]): Status {
  const has = (status: Status) => readings.some((reading) => reading.status === status);
  return has("fail") ? "fail" : has("warn") ? "warn" : "pass";
}
