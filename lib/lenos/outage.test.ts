import { expect, test } from "vitest";
import { Prisma } from "@/lib/db/generated/client";
import { outageOf } from "./outage";

const known = (code: string) => new Prisma.PrismaClientKnownRequestError("secret text", { code, clientVersion: "7" });

test.each([
  { error: known("P2028"), code: "busy", why: "a transaction that ran over" },
  { error: known("P2034"), code: "busy", why: "a conflict that three tries did not end" },
  { error: new Error("canceling statement: 55P03"), code: "busy", why: "a lock that was not free" },
  { error: known("P1001"), code: "maintenance", why: "a database that is not there" },
  { error: new Error("connect ECONNREFUSED 127.0.0.1:5432"), code: "maintenance", why: "a refused connection" },
  { error: new TypeError("person@example.org is no function"), code: "internal", why: "a bug" },
  { error: "thrown text", code: "internal", why: "no error at all" },
])("$why is $code, and nothing of its text is told", ({ error, code }) => {
  const outage = outageOf(error);
  expect(outage.code).toBe(code);
  expect(outage.message).not.toMatch(/secret|example|127/);
});
