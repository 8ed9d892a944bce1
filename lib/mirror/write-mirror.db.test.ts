import { beforeAll, describe, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference, seedRegistration } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { prefillRegistration } from "@/lib/registration/prefill";
import { wishCheckedIn, wishPaid } from "./wish";
import { judge, type MirrorOutcome, sweepMirrors, writeMirror } from "./write-mirror";

describe("the mirror toward Indico", () => {
  let conferenceId: number;
  let number = 0;
  beforeAll(async () => {
    await queue();
    ({ conferenceId } = await seedConference());
  });

  async function wished() {
    number += 1;
    const { id } = await seedRegistration(conferenceId, number);
    await transaction((tx) => wishPaid(tx, id, true));
    return id;
  }
  const mirrorOf = async (registrationId: number) =>
    (await db()).mirror.findUniqueOrThrow({ where: { registrationId } });
  const seen: MirrorOutcome = { kind: "seen", paid: true, checkedIn: false, refusal: null };

  test("of several writers at once one writes, and what it saw is stored", async () => {
    const id = await wished();
    let calls = 0;
    const write = async () => {
      calls += 1;
      return seen;
    };
    await Promise.all(Array.from({ length: 5 }, () => writeMirror(id, write)));
    expect(calls).toBe(1);
    expect(await mirrorOf(id)).toMatchObject({ state: "in_step", seenPaid: true, leaseToken: null });
  });

  test("a wish that comes while the attempt runs is written next", async () => {
    const id = await wished();
    await writeMirror(id, async () => {
      await transaction((tx) => wishCheckedIn(tx, id, true));
      return seen;
    });
    expect(await mirrorOf(id)).toMatchObject({ state: "to_write", wantPaid: true, wantCheckedIn: true });
  });

  test("a result whose lease was lost is not stored", async () => {
    const id = await wished();
    await writeMirror(id, async () => {
      const client = await db();
      await client.mirror.update({ where: { registrationId: id }, data: { leaseToken: "another" } });
      return seen;
    });
    expect(await mirrorOf(id)).toMatchObject({ state: "to_write", seenPaid: null, leaseToken: "another" });
  });

  test("a dead writer's lease ends by the database's clock", async () => {
    const id = await wished();
    const client = await db();
    await client.mirror.update({
      where: { registrationId: id },
      data: { leaseToken: "dead", leaseUntil: new Date(Date.now() + 60_000) },
    });
    await writeMirror(id, async () => seen);
    expect((await mirrorOf(id)).state).toBe("to_write");
    await client.$executeRaw`UPDATE mirror SET lease_until = now() - interval '1 second' WHERE registration_id = ${id}`;
    await writeMirror(id, async () => seen);
    expect((await mirrorOf(id)).state).toBe("in_step");
  });

  test("the sweeper sends a job for a write that has none, and no second one", async () => {
    const id = await wished();
    const boss = await queue();
    const jobs = () => boss.findJobs("mirror.write", { data: { registrationId: id } });
    expect(await jobs()).toHaveLength(1);
    await sweepMirrors();
    expect(await jobs()).toHaveLength(1);
    await (await db()).$executeRaw`DELETE FROM pgboss.job WHERE name = 'mirror.write'`;
    await sweepMirrors();
    await sweepMirrors();
    expect(await jobs()).toHaveLength(1);
  });

  test("what Indico's state forbids is parked with its reason at once", async () => {
    const id = await wished();
    await writeMirror(id, async () => ({ kind: "seen", paid: false, checkedIn: false, refusal: "withdrawn" }));
    expect(await mirrorOf(id)).toMatchObject({ state: "parked", reason: "withdrawn", nextAttemptAt: null });
  });

  test("a failure that may pass is tried again, later each time, then parked and still tried now and then", () => {
    const down: MirrorOutcome = { kind: "failed", reason: "unreachable" };
    const delays = [0, 1, 2, 3, 4].map((attempts) => judge(down, attempts, false).afterSeconds);
    expect(delays).toEqual([5, 15, 30, 60, 120]);
    expect(judge(down, 5, false)).toEqual({ state: "parked", reason: "unreachable", attempts: 6, afterSeconds: 900 });
  });

  describe("a reading for the form beside the writer", () => {
    const reading = (isPaid: boolean) => ({
      ...{
        isWhole: true,
        state: isPaid ? "complete" : "unpaid",
        isPaid,
        checkedIn: false,
        email: "person@example.org",
      },
      ...{ priceMinor: 100, currency: "EUR", friendlyId: null, profile: {}, answers: {}, categoryCode: null },
    });
    /** @param meanwhile what happens between Indico's answer and its being kept */
    const readForForm = (id: number, isPaid: boolean, meanwhile = async () => {}) =>
      prefillRegistration(
        id,
        async () => {
          await meanwhile();
          return { kind: "read", reading: reading(isPaid) };
        },
        1_000,
      );
    const jobs = async (id: number) => (await queue()).findJobs("mirror.write", { data: { registrationId: id } });

    test("that is older than what the writer saw changes nothing of it", async () => {
      const id = await wished();
      await readForForm(id, false, () => writeMirror(id, async () => seen));
      expect(await mirrorOf(id)).toMatchObject({ state: "in_step", seenPaid: true });
      expect(await jobs(id)).toHaveLength(1);
    });

    test("while the lease is held changes nothing, and the writer's result stands", async () => {
      const id = await wished();
      await writeMirror(id, async () => {
        await readForForm(id, false);
        expect(await mirrorOf(id)).toMatchObject({ seenPaid: null, seenAt: null });
        return seen;
      });
      expect(await mirrorOf(id)).toMatchObject({ state: "in_step", seenPaid: true });
    });

    test("that is younger and contradicts the wish has it written again", async () => {
      const id = await wished();
      await writeMirror(id, async () => seen);
      const before = (await jobs(id)).length;
      await readForForm(id, true);
      expect(await mirrorOf(id)).toMatchObject({ state: "in_step", seenPaid: true });
      expect(await jobs(id)).toHaveLength(before);
      await readForForm(id, false);
      expect(await mirrorOf(id)).toMatchObject({ state: "to_write", seenPaid: false, attempts: 0 });
      expect(await jobs(id)).toHaveLength(before + 1);
    });

    test("where nothing is wished is only kept", async () => {
      number += 1;
      const { id } = await seedRegistration(conferenceId, number);
      await readForForm(id, true);
      await readForForm(id, false);
      expect(await mirrorOf(id)).toMatchObject({ state: "in_step", seenPaid: false, wantPaid: null });
      expect(await jobs(id)).toEqual([]);
    });
  });
});
