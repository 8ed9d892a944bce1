import { beforeAll, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue, sendJob } from "@/lib/jobs/queue";
import { checkReadiness } from "./check-readiness";

const began = Date.now();
/** Past everything that is kept from the check before. */
const minutesLater = (minutes: number) => new Date(began + minutes * 60_000 + minutes);

beforeAll(async () => {
  await queue();
  await seedConference();
});

test("an Indico that does not answer warns, and keeps the portal in service", async () => {
  const { status, checks } = await checkReadiness(minutesLater(0));
  expect(checks.database?.status).toBe("pass");
  expect(checks["indico 127.0.0.1:1"]).toEqual({ status: "warn", problem: "unreachable" });
  expect(status).toBe("warn");
});

test("jobs that nobody takes are told by their age", async () => {
  await transaction((tx) => sendJob(tx, "mail.send", { mailId: 1 }));
  await (await db())
    .$executeRaw`UPDATE pgboss.job SET start_after = now() - interval '400 s', created_on = now() - interval '400 s'`;
  expect((await checkReadiness(new Date(began + 1_000))).checks.queue?.status).toBe("pass");
  const { status, checks } = await checkReadiness(minutesLater(2));
  expect(checks.queue?.status).toBe("fail");
  expect(checks.queue?.oldestDueSeconds).toBeGreaterThanOrEqual(400);
  expect(status).toBe("fail");
});
