import "server-only";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { certificateDaysLeft } from "@/lib/indico/certificate";
import { exchange } from "@/lib/indico/exchange";
import { type Reading, readCertificateDays, readQueue, readWorker, type Status, summarise } from "./readings";

export type Readiness = { status: Status; checks: Record<string, Reading> };

const FRESH_MS = 5_000;
/** What lies outside is asked less often: probes come from several machines. */
const FRESH_OUTSIDE_MS = 60_000;
const TIMEOUT_MS = 3_000;
const MAX_REPLY_BYTES = 65_536;

let inside: { at: number; checks: Promise<Record<string, Reading>> } | undefined;
let outside: { at: number; checks: Promise<Record<string, Reading>> } | undefined;

/** Whether this process can serve, by named checks; kept for a few seconds. Hosts are named, addresses and tokens not. */
export async function checkReadiness(now: Date): Promise<Readiness> {
  const at = now.getTime();
  if (!inside || at - inside.at > FRESH_MS) inside = { at, checks: checkInside() };
  const own = await inside.checks;
  // Without the database the conferences' Indicos are not known.
  if (own.database?.status === "fail") return { status: "fail", checks: own };
  if (!outside || at - outside.at > FRESH_OUTSIDE_MS) outside = { at, checks: checkOutside(now) };
  const checks = { ...own, ...(await outside.checks) };
  return { status: summarise(Object.values(checks)), checks };
}

async function checkInside(): Promise<Record<string, Reading>> {
  const began = performance.now();
  try {
    const client = await db();
    const [jobs] = await client.$queryRaw<{ due: number | null; swept: number | null }[]>`
      SELECT (SELECT extract(epoch FROM now() - min(greatest(start_after, created_on)))::int
                FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()) AS due,
             (SELECT extract(epoch FROM now() - max(completed_on))::int
                FROM pgboss.job WHERE name = 'sweep' AND state = 'completed') AS swept`;
    return {
      database: { status: "pass", milliseconds: Math.round(performance.now() - began) },
      queue: readQueue(jobs?.due ?? null),
      worker: readWorker(jobs?.swept ?? null, process.uptime()),
    };
  } catch {
    return { database: { status: "fail" } };
  }
}

async function checkOutside(now: Date): Promise<Record<string, Reading>> {
  const { publicUrl, INDICO_URL } = env();
  const client = await db();
  const conferences = await client.conference.findMany({ distinct: ["indicoUrl"], select: { indicoUrl: true } });
  const sites = new Set([INDICO_URL, ...conferences.map(({ indicoUrl }) => indicoUrl)].filter((url) => url != null));
  const checks = [...sites].map((url) => checkIndico(url, now));
  if (publicUrl.startsWith("https:")) checks.push(checkCertificate("certificate", publicUrl, now));
  return Object.assign({}, ...(await Promise.all(checks)));
}

/** Indico away delays, and loses nothing: it warns. Any answer but an outage will do; no token is sent. */
async function checkIndico(baseUrl: string, now: Date): Promise<Record<string, Reading>> {
  const { protocol, host } = new URL(baseUrl);
  const reply = await exchange({
    url: new URL(`${baseUrl.replace(/\/+$/, "")}/api/user/`),
    method: "GET",
    headers: { accept: "application/json" },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_REPLY_BYTES,
  });
  const problem = reply.ok ? (reply.value.status >= 500 ? "server-error" : "") : reply.error;
  const reached: Reading = problem ? { status: "warn", problem } : { status: "pass" };
  const certificate = protocol === "https:" ? await checkCertificate(`indico ${host} certificate`, baseUrl, now) : {};
  return { [`indico ${host}`]: reached, ...certificate };
}

async function checkCertificate(name: string, url: string, now: Date): Promise<Record<string, Reading>> {
  return { [name]: readCertificateDays(await certificateDaysLeft(url, { now, timeoutMs: TIMEOUT_MS })) };
}
