import { expect, test } from "vitest";
import { transaction } from "@/lib/db/client";
import { type Handlers, queue, sendJob, startWorkers } from "./queue";

test("a backlog is worked off without a pause between its jobs", async () => {
  const done: number[] = [];
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  await queue();
  await transaction(async (tx) => {
    for (let mailId = 1; mailId <= 12; mailId++) await sendJob(tx, "mail.send", { mailId });
  });
  const started = performance.now();
  const nothing = async () => {};
  const handlers: Handlers = {
    "link.read": nothing,
    "registration.prefill": nothing,
    "payment.look-up": nothing,
    "payment.open": nothing,
    "payment.close": nothing,
    "payment.end-charge": nothing,
    "mirror.write": nothing,
    "session.promote": nothing,
    "feed.render": nothing,
    "batch.run": nothing,
    "refund.send": nothing,
    sweep: nothing,
    "mail.send": async ({ mailId }) => {
      done.push(mailId);
      if (done.length === 12) finish();
    },
  };
  await startWorkers(handlers);
  await finished;
  expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(performance.now() - started).toBeLessThan(5_000);
});
