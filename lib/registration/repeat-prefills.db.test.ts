import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { PrefillState } from "@/lib/db/generated/enums";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { repeatPrefills } from "./repeat-prefills";

let conferenceId: number;
let count = 0;

beforeAll(async () => {
  await queue();
  ({ conferenceId } = await seedConference());
});

async function registrationWith(prefill: PrefillState) {
  count += 1;
  const { id } = await seedRegistration(conferenceId, count);
  await (await db()).registration.update({ where: { id }, data: { prefill } });
  return id;
}

async function jobsFor(id: number): Promise<number> {
  const jobs = await (await db()).$queryRaw<unknown[]>`
    SELECT 1 FROM pgboss.job WHERE name = 'registration.prefill' AND (data->>'registrationId')::int = ${id}`;
  return jobs.length;
}

test.each<{ prefill: PrefillState; jobs: number; why: string }>([
  { prefill: "late", jobs: 1, why: "Indico did not answer, and the job gave up" },
  { prefill: "waiting", jobs: 1, why: "the job was lost" },
  { prefill: "done", jobs: 0, why: "filled in" },
  { prefill: "mismatch", jobs: 0, why: "staff decide" },
])("$why: $jobs", async ({ prefill, jobs }) => {
  const id = await registrationWith(prefill);
  await repeatPrefills();
  await repeatPrefills();
  expect(await jobsFor(id)).toBe(jobs);
});
