import { expect, test } from "vitest";
import { attempt, db, isDuplicate, type Tx, transaction } from "@/lib/db/client";
import { queue, sendJob } from "@/lib/jobs/queue";
import { err, ok } from "@/lib/result";

test("a refusal rolls back what its transaction wrote, and the job it sent", async () => {
  const boss = await queue();
  const outcome = await attempt(async (tx) => {
    await tx.person.create({ data: { email: "a@example.org", firstName: "A", lastName: "B" } });
    await sendJob(tx, "mail.send", { mailId: 1 });
    return err("no");
  });
  expect(outcome).toEqual(err("no"));
  expect(await (await db()).person.count()).toBe(0);
  expect(await boss.findJobs("mail.send", {})).toHaveLength(0);
});

test("a job sent in a transaction that commits is there", async () => {
  const outcome = await attempt(async (tx) => {
    await sendJob(tx, "mail.send", { mailId: 2 });
    return ok(1);
  });
  expect(outcome.ok).toBe(true);
  expect(await (await queue()).findJobs("mail.send", {})).toHaveLength(1);
});

test("a key that exists is a duplicate, whether Prisma wrote it or SQL by hand", async () => {
  const client = await db();
  const twin = { email: "twin@example.org", firstName: "T", lastName: "W", username: "twin" };
  await client.person.create({ data: twin });
  const errorOf = (write: Promise<unknown>) => write.then(() => null).catch((error: unknown) => error);
  const byHand = client.$executeRaw`
    INSERT INTO person (email, first_name, last_name, username) VALUES ('c@example.org', 'T', 'W', 'twin')`;
  expect(isDuplicate(await errorOf(client.person.create({ data: twin })))).toBe(true);
  expect(isDuplicate(await errorOf(byHand))).toBe(true);
  expect(isDuplicate(await errorOf(client.$executeRaw`INSERT INTO person (email) VALUES (NULL)`))).toBe(false);
});

test("inside a transaction the outer client refuses", async () => {
  const other = await db();
  await expect(transaction(async () => other.person.count())).rejects.toThrow("only its tx");
});

test.runIf(process.env.DATABASE_URL)("PostgreSQL plans a statement once for all its runs", async () => {
  const plans = await transaction(async (tx) => {
    for (let run = 0; run < 3; run++) await tx.person.findFirst({ where: { email: "prepared@example.org" } });
    return tx.$queryRaw<{ runs: number }[]>`
      SELECT (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements
       WHERE statement LIKE 'SELECT%"person"%"email" = $1%'`;
  });
  expect(plans).toEqual([{ runs: 3 }]);
});

test.runIf(process.env.DATABASE_URL)("in a rush for one row, who waited too long is tried again", async () => {
  const { id } = await (await db()).person.create({ data: { email: "rush@example.org", firstName: "", lastName: "" } });
  const lock = (tx: Tx) => tx.$queryRaw`SELECT id FROM person WHERE id = ${id} FOR UPDATE`;
  const order: string[] = [];
  let isLocked = () => {};
  const locked = new Promise<void>((resolve) => {
    isLocked = resolve;
  });
  const first = transaction(async (tx) => {
    await lock(tx);
    isLocked();
    await tx.$queryRaw`SELECT pg_sleep(2.5)::text`; // longer than anybody waits for a lock
    order.push("first");
  });
  await locked;
  const second = transaction(async (tx) => {
    await lock(tx);
    order.push("second");
  });
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
});
