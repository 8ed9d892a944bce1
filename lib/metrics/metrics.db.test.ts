import { expect, test } from "vitest";
import { transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue, sendJob } from "@/lib/jobs/queue";
import { takeToken } from "@/lib/limits/take-token";
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

test("what a limit refused is counted, without whom", async () => {
  for (let times = 0; times < 8; times++) await takeToken("linkByMailbox", "1:2001:somebody@example.org");
  const { text } = await writeMetrics();
  expect(text).toContain('foyer_refusals_total{limit="linkByMailbox"} 2\n');
  expect(text).toContain('foyer_refusals_total{limit="code-pause"} 0\n');
  expect(text).not.toContain("@example.org");
});
