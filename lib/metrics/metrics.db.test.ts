import { expect, test } from "vitest";
import { transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue, sendJob } from "@/lib/jobs/queue";
import { writeMetrics } from "./metrics";

test("states are counted when asked for, empty ones as 0", async () => {
  await queue();
  const { conferenceId } = await seedConference();
  await transaction(async (tx) => {
    await tx.registration.create({
      data: { publicId: "A", conferenceId, number: 1, email: "a@example.org", mirror: { create: { state: "parked" } } },
    });
    await sendJob(tx, "mail.send", { mailId: 1 });
  });
  const { text } = await writeMetrics();
  expect(text).toContain('foyer_mirrors{state="parked"} 1\n');
  expect(text).toContain('foyer_mirrors{state="to_write"} 0\n');
  expect(text).toContain('foyer_jobs{state="created"} 1\n');
  expect(text).toContain('foyer_holds{state="active"} 0\n');
  expect(text).toContain("process_resident_memory_bytes");
});
