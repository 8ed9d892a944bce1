import { expect, test } from "vitest";
import { readCertificateDays, readQueue, readWorker, summarise } from "./readings";

test.each([
  { reading: readQueue(null), status: "pass", why: "no job waits" },
  { reading: readQueue(60), status: "pass", why: "a job waits a minute" },
  { reading: readQueue(61), status: "warn", why: "a job waits longer" },
  { reading: readQueue(301), status: "fail", why: "jobs are stuck" },
  { reading: readWorker(16, 1_000), status: "pass", why: "a sweep ended lately" },
  { reading: readWorker(91, 1_000), status: "fail", why: "no sweep ended for long" },
  { reading: readWorker(null, 1_000), status: "fail", why: "no sweep ever ended" },
  { reading: readWorker(null, 5), status: "pass", why: "the process has just begun" },
  { reading: readCertificateDays(21), status: "pass", why: "three weeks are left" },
  { reading: readCertificateDays(20), status: "warn", why: "less is left" },
  { reading: readCertificateDays(-1), status: "warn", why: "it has expired: people see it, restarting does not help" },
  { reading: readCertificateDays(null), status: "warn", why: "it cannot be read" },
])("$status when $why", ({ reading, status }) => {
  expect(reading.status).toBe(status);
});

test("the whole is as bad as its worst part", () => {
  expect(summarise([{ status: "pass" }, { status: "warn" }])).toBe("warn");
  expect(summarise([{ status: "fail" }, { status: "warn" }])).toBe("fail");
  expect(summarise([{ status: "pass" }])).toBe("pass");
});
