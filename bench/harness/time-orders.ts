import { performance } from "node:perf_hooks";
import { disconnect } from "@/lib/db/client";
import { queue, stopQueue } from "@/lib/jobs/queue";
import { holdOrder } from "@/lib/orders/hold-order";

/** Holds an order for each registration named, one after the other, and prints the milliseconds of each. */
const ids = (process.argv[2] ?? "").split(",").map(Number);
const actor = { kind: "job", id: "bench" } as const;

await queue();
const times: number[] = [];
for (const id of ids) {
  const began = performance.now();
  const held = await holdOrder(id, { categoryCode: "FULL", services: [] }, actor, new Date());
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  times.push(performance.now() - began);
}
console.log(JSON.stringify(times));
await stopQueue();
await disconnect();
