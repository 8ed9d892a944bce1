import { beforeAll, expect, test } from "vitest";
import { importConference } from "@/lib/conference/import-conference";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db, transaction } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { listPayments, type PaymentRow } from "@/lib/indico-cron/list-payments";
import { publish } from "@/lib/publish/publish";

/** A reader beside concurrent writers; real concurrency on PostgreSQL, one after the other on the embedded database. */
const WRITERS = 6;
const CHANGES_PER_WRITER = 50;
/** So many that few are changed twice: a later change would hide that an earlier one was lost. */
const REGISTRATIONS = 300;
const BY = { kind: "job", id: "test" } as const;
const ACCESS = { indicoUrl: "https://indico.example.org", conferenceId: null };
const conferenceIds: number[] = [];
const registrations: { id: number; conferenceId: number }[] = [];

beforeAll(async () => {
  for (const formId of [33, 34]) {
    const file = setupFile({ slug: `tides-${formId}`, formId, referencePrefix: `T${formId}X` });
    const made = await importConference(file, { by: BY });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    conferenceIds.push(made.value.conferenceId);
  }
  await transaction(async (tx) => {
    for (let i = 0; i < REGISTRATIONS; i++) {
      const conferenceId = conferenceIds[i % 2] ?? 0;
      const data = {
        publicId: newPublicId(),
        conferenceId,
        number: i + 1,
        email: `${i}@example.org`,
        indicoDbId: 2_000 + i,
      };
      const { id } = await tx.registration.create({ data });
      registrations.push({ id, conferenceId });
    }
  });
});

/** Changes one registration; pauses before and after the number is given, as a slow commit would. */
async function change(random: () => number): Promise<void> {
  const { id, conferenceId } = registrations[Math.floor(random() * registrations.length)] ?? { id: 0, conferenceId: 0 };
  await transaction(async (tx) => {
    await tx.registration.update({ where: { id }, data: { checkedInAt: new Date(Math.floor(random() * 1e12)) } });
    await pause(random() * 4);
    await publish(tx, { conferenceId, actor: BY, registrations: [id], audit: [] });
    await pause(random() * 6);
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A small generator with a seed, so that a failure can be repeated. Source: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test("a reader by cursor beside writers ends with exactly what is true", async () => {
  const known = new Map<number, PaymentRow>();
  let since: string | null = null;
  const random = seeded(0);
  const readOnce = async (): Promise<number> => {
    // Now far behind by small pages, now at the writers' heels.
    const limit = random() < 0.3 ? 1 + Math.floor(random() * 3) : 2_000;
    const list = await listPayments(ACCESS, 101, { since, limit });
    if (!list.ok) throw new Error(list.error);
    for (const row of list.value.registrations) known.set(Number(row.registrationDbId), row);
    since = list.value.next;
    return list.value.registrations.length;
  };

  let isWriting = true;
  const reader = (async () => {
    while (isWriting) await readOnce();
    while ((await readOnce()) > 0);
  })();
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const random = seeded(writer + 1);
    for (let i = 0; i < CHANGES_PER_WRITER; i++) await change(random);
  });
  await Promise.all(writers).finally(() => {
    isWriting = false;
  });
  await reader;

  const truth = await listPayments(ACCESS, 101, { since: null, limit: 2_000 });
  if (!truth.ok) throw new Error(truth.error);
  const expected = new Map(truth.value.registrations.map((row) => [Number(row.registrationDbId), row]));
  expect(expected.size).toBeGreaterThan(REGISTRATIONS / 2);
  expect(known).toEqual(expected);
  const client = await db();
  const changed = await client.registration.findMany({ where: { checkedInAt: { not: null } } });
  for (const { indicoDbId, checkedInAt } of changed) {
    expect(known.get(indicoDbId ?? 0)?.checkedInAt).toBe(checkedInAt?.toISOString());
  }
});
