import "server-only";
import { fromPglite, fromPrisma, PgBoss } from "pg-boss";
import { connect, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log/log";

/** Every kind of job and what it is told. Ids only: a job reads the rest when it runs. */
export type Jobs = {
  /** Read Indico for a followed payment link, and mail the code if the values agree. */
  "link.read": { linkRequestId: number };
  /** Fill a registration from Indico after the page stopped waiting. */
  "registration.prefill": { registrationId: number };
  /** Send one mail of the outbox. */
  "mail.send": { mailId: number };
  /** Read a card payment from the provider and let its state decide. */
  "payment.look-up": { checkoutId: string };
  /** Open the hosted card page of a payment whose first call was lost. */
  "payment.open": { paymentId: number; registrationPublicId: string };
  /** Ask the provider what became of a charge that nobody ended, and end it. */
  "payment.end-charge": { paymentId: number };
  /** Close the hosted card page that is open for an order. */
  "payment.close": { orderId: number };
  /** Ask the provider for a refund, or what became of it. */
  "refund.send": { refundId: number };
  /** Bring Indico in step with what the mirror wants. */
  "mirror.write": { registrationId: number };
  /** Give free places of a session to those who wait for it. */
  "session.promote": { sessionId: number };
  /** Render every row of a conference's lists anew: its set-up shows in many. */
  "feed.render": { conferenceId: number };
  /** Work on a long act of staff. */
  "batch.run": { batchId: number };
  /** Pick up whatever waits: holds that lapsed, payments without an end, unwritten mirrors, unsent mail. */
  sweep: Record<string, never>;
};
export type JobName = keyof Jobs;

type Retry = { retryLimit: number; retryDelay: number; retryBackoff: boolean; retryDelayMax?: number };
const OFTEN: Retry = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };
/** The sweeper is the retry. */
const ONCE: Retry = { retryLimit: 0, retryDelay: 0, retryBackoff: false };

const QUEUES: Record<JobName, Retry> = {
  "link.read": { retryLimit: 2, retryDelay: 1, retryBackoff: false },
  "registration.prefill": OFTEN,
  "mail.send": OFTEN,
  "payment.look-up": OFTEN,
  "payment.open": ONCE,
  "payment.close": OFTEN,
  "payment.end-charge": ONCE,
  "refund.send": OFTEN,
  "mirror.write": ONCE,
  "session.promote": ONCE,
  "feed.render": OFTEN,
  "batch.run": { retryLimit: 4, retryDelay: 5, retryBackoff: true, retryDelayMax: 60 },
  sweep: ONCE,
};

/** A killed worker's job runs again after this many seconds. */
const EXPIRE_SECONDS = 120;
const SUPERVISE_SECONDS = 15;
const NO_JOB = "00000000-0000-0000-0000-000000000000";

const process_ = globalThis as typeof globalThis & { foyerQueue?: Promise<PgBoss> };

/** The job queue, in the database's own schema `pgboss`; opened once per process, queues created and cached. */
export function queue(): Promise<PgBoss> {
  process_.foyerQueue ??= open().catch((error) => {
    process_.foyerQueue = undefined;
    throw error;
  });
  return process_.foyerQueue;
}

async function open(): Promise<PgBoss> {
  const { pglite } = await connect();
  const common = {
    schema: "pgboss",
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  };
  const boss = pglite
    ? new PgBoss({ ...common, db: fromPglite(pglite), backend: "pglite" })
    : new PgBoss({ ...common, connectionString: env().DATABASE_URL, max: 4, application_name: "foyer-jobs" });
  boss.on("error", (error) => log.error({ error }, "job queue"));
  await boss.start();
  for (const [name, retry] of Object.entries(QUEUES)) {
    const options = { ...retry, expireInSeconds: EXPIRE_SECONDS, notify: true };
    if (await boss.getQueue(name)) await boss.updateQueue(name, options);
    else await boss.createQueue(name, { ...options, policy: name === "sweep" ? "exclusive" : "standard" });
    // Fills the queue cache: a send inside a transaction on the embedded database could not look it up.
    await boss.findJobs(name, { id: NO_JOB });
  }
  return boss;
}

/**
 * Sends a job inside a business transaction: it exists if and only if the transaction commits.
 * @param startAfter seconds to wait
 */
export async function sendJob<N extends JobName>(tx: Tx, name: N, data: Jobs[N], startAfter = 0): Promise<void> {
  const boss = await queue();
  await boss.send(name, data, { db: fromPrisma(tx), ...(startAfter ? { startAfter } : {}) });
}

/** As `sendJob`, for many jobs of one kind in one statement. */
export async function sendJobs<N extends JobName>(tx: Tx, name: N, data: Jobs[N][]): Promise<void> {
  if (!data.length) return;
  const boss = await queue();
  await boss.insert(
    name,
    data.map((one) => ({ data: one })),
    { db: fromPrisma(tx) },
  );
}

export type Handlers = { [N in JobName]: (data: Jobs[N]) => Promise<void> };

const CONCURRENCY: Partial<Record<JobName, number>> = {
  "link.read": 4,
  "mirror.write": 3,
  "mail.send": 2,
  "payment.look-up": 2,
};
/** Delayed jobs and repeated ones notify nobody when their time has come. */
const POLL_SECONDS = 5;

/** Starts the workers of this process; a thrown error leaves the job to its queue's retry. */
export async function startWorkers(handlers: Handlers): Promise<void> {
  const boss = await queue();
  for (const name of Object.keys(handlers) as JobName[]) {
    const handle = handlers[name] as (data: Jobs[JobName]) => Promise<void>;
    for (let worker = 0; worker < (CONCURRENCY[name] ?? 1); worker++) await startWorker(boss, name, handle);
  }
  const sweep = () => boss.send("sweep", {}).catch((error) => log.error({ error }, "sweep not sent"));
  setInterval(sweep, SUPERVISE_SECONDS * 1_000).unref();
  await sweep();
}

async function startWorker(boss: PgBoss, name: JobName, handle: (data: Jobs[JobName]) => Promise<void>): Promise<void> {
  let workerId = "";
  const options = { pollingIntervalSeconds: POLL_SECONDS, notifyPollingIntervalSeconds: POLL_SECONDS };
  workerId = await boss.work<Jobs[JobName]>(name, options, async ([job]) => {
    if (!job) return;
    // More may wait: it looks again at once, not at the next notification or poll.
    boss.notifyWorker(workerId);
    try {
      await handle(job.data);
    } catch (error) {
      log.warn({ job: name, id: job.id, error }, "job failed, will be repeated");
      throw error;
    }
  });
}

/** Lets running jobs end, then closes the queue. */
export async function stopQueue(): Promise<void> {
  const boss = await process_.foyerQueue;
  process_.foyerQueue = undefined;
  await boss?.stop({ graceful: true, timeout: 10_000 });
}
