import { createServer } from "node:http";
import { type Bench, type Figure, INDICO_TOKEN, round } from "./bench";
import { FORM_ID, seedConferences } from "./harness/conference";

const REGISTRATIONS = 5_000;
/** How long Indico 3.3.14 took to list 5,000 registrations, as measured on two cores. */
const INDICO_MS = 19_000;
/** One in so many differs. */
const DIFFERS = 50;
const GOAL = 1.2;
const JOB = { kind: "job", id: "bench" } as const;

/** Compares 5,000 registrations with an Indico that needs as long for its list as the real one. */
export async function measureReconcile({ ports }: Bench): Promise<Figure[]> {
  const server = createServer((_request, response) => {
    setTimeout(() => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(listOfIndico()));
    }, INDICO_MS);
  });
  await new Promise<void>((resolve) => server.listen(ports.indico, "127.0.0.1", resolve));
  try {
    return [await compareAll(`http://127.0.0.1:${ports.indico}`)];
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function compareAll(indicoUrl: string): Promise<Figure> {
  const { db } = await import("@/lib/db/client");
  const { queue } = await import("@/lib/jobs/queue");
  const { runBatch } = await import("@/lib/batches/run-batch");
  const { COMPARE, compareKind, startCompare } = await import("@/lib/drift/run-compare");
  await queue();
  const [conference] = await seedConferences(1, { indicoUrl, token: INDICO_TOKEN, places: REGISTRATIONS });
  if (!conference) throw new Error("No conference was made");
  const client = await db();
  await client.registration.createMany({
    data: Array.from({ length: REGISTRATIONS }, (_, n) => ours(conference.id, n)),
  });
  const begun = await startCompare(conference.id, null, JOB);
  if (!begun.ok) throw new Error(begun.error);
  const { id } = await client.batch.findUniqueOrThrow({ where: { publicId: begun.value } });
  const began = performance.now();
  for (let isRunning = true; isRunning; ) {
    await runBatch(id, { [COMPARE]: compareKind });
    isRunning = (await client.batch.count({ where: { id, state: "running" } })) > 0;
  }
  const tookMs = performance.now() - began;
  const run = await client.driftRun.findUniqueOrThrow({ where: { batchId: id } });
  const found = await client.drift.count({ where: { conferenceId: conference.id } });
  if (run.reason !== null || run.compared !== REGISTRATIONS || found !== REGISTRATIONS / DIFFERS)
    throw new Error(`Compared ${run.compared}, found ${found}, ended with ${run.reason}`);
  const ratio = tookMs / INDICO_MS;
  return {
    name: "Reconcile 5,000 registrations",
    goal: `at most ${GOAL} x the time that Indico itself needs to answer the reads`,
    measured: `${round(ratio, 3)} x`,
    isReached: ratio <= GOAL,
    how: "the comparison of one conference with an Indico that lists as slowly as 3.3.14 was measured to",
    details: {
      seconds: round(tookMs / 1_000, 1),
      indicoSeconds: INDICO_MS / 1_000,
      ownMs: round(tookMs - INDICO_MS),
      found,
    },
  };
}

const emailOf = (n: number) => `reconcile.${n}@example.org`;

function ours(conferenceId: number, n: number) {
  return {
    ...{ publicId: `reconcile-${n}`, conferenceId, number: n + 1, state: "active" as const, prefill: "done" as const },
    ...{ email: emailOf(n), firstName: "Ines", lastName: `Mar ${n}`, indicoDbId: 10_000 + n, indicoFriendlyId: n + 1 },
  };
}

function listOfIndico() {
  return Array.from({ length: REGISTRATIONS }, (_, n) => ({
    ...{ id: 10_000 + n, regform_id: FORM_ID, full_name: n % DIFFERS === 0 ? `Inês Mar ${n}` : `Ines Mar ${n}` },
    ...{ email: emailOf(n), state: "unpaid", is_paid: false, price: 610, currency: "EUR" },
    ...{ checked_in: false, checked_in_dt: null, tags: [] },
  }));
}
