import "@/lib/db/test-setup";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runBatch } from "@/lib/batches/run-batch";
import { db, transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { writeToIndico } from "@/lib/indico/write-to-indico";
import { queue } from "@/lib/jobs/queue";
import { wishCheckedIn } from "@/lib/mirror/wish";
import { writeMirror } from "@/lib/mirror/write-mirror";
import { seal } from "@/lib/secrets/seal";
import { repairDrift } from "./repair";
import { COMPARE, compareKind, startCompare } from "./run-compare";

/** `INDICO_DEV`: the dev.json of one or more running Indicos, comma-separated. */
const paths = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);
const ACTOR = { kind: "job", id: "test" } as const;
const MADE = 64;

type Registrant = {
  registration_db_id: number;
  friendly_id: number;
  email: string;
  first_name: string;
  last_name: string;
};

if (paths.length === 0) {
  describe("differences to a real Indico", () => {
    test.skip("SKIPPED: INDICO_DEV names no dev.json of a running Indico", () => {});
  });
}

for (const path of paths) {
  const dev = JSON.parse(readFileSync(path, "utf8"));
  const key = readFileSync(join(dirname(path), "dev.key"), "utf8").trim();
  const ask = async (query: string) => {
    const reply = await fetch(`${dev.base_url}/_dev/${query}`, { headers: { "X-Dev-Key": key, connection: "close" } });
    if (!reply.ok) throw new Error(`${query}: ${reply.status}`);
    return reply.json();
  };

  describe(`differences to Indico ${dev.indico_version}`, () => {
    let conferenceId = 0;
    let people: Registrant[] = [];

    beforeAll(async () => {
      await queue();
      ({ conferenceId } = await seedConference());
      const client = await db();
      // The registrations below have numbers of their own: those that a repair makes come after them.
      await client.numberSeries.create({ data: { conferenceId, kind: "registration", last: 10_000 } });
      await client.conference.update({
        where: { id: conferenceId },
        data: {
          indicoUrl: dev.base_url,
          indicoTokenSealed: seal(dev.tokens.token, "indico-token"),
          indicoEventId: dev.events.main,
          indicoFormId: dev.forms.main,
        },
      });
      for (let made = 0; made < MADE + 8; made += 24) {
        const { registrations } = await ask(`register?n=24&form=${dev.forms.main}`);
        people = [...people, ...registrations];
      }
    });

    afterAll(async () => {
      const ids = people.map((person) => person.registration_db_id);
      await ask(`act?action=delete&ids=${ids.join(",")}`);
    });

    async function here(person: Registrant, number: number, changed: object = {}) {
      return (await db()).registration.create({
        data: {
          ...{ publicId: newPublicId(), conferenceId, number, state: "active", prefill: "done" },
          ...{ email: person.email, firstName: person.first_name, lastName: person.last_name },
          ...{ indicoDbId: person.registration_db_id, indicoFriendlyId: person.friendly_id },
          ...changed,
        },
      });
    }

    async function compare() {
      const begun = await startCompare(conferenceId, null, ACTOR);
      if (!begun.ok) throw new Error(begun.error);
      const client = await db();
      const { id } = await client.batch.findUniqueOrThrow({ where: { publicId: begun.value } });
      await runBatch(id, { [COMPARE]: compareKind });
      expect(await client.driftRun.findUniqueOrThrow({ where: { batchId: id } })).toMatchObject({ reason: null });
    }

    test("64 made differences are found, repaired, and found no more", async () => {
      const client = await db();
      const [eight, rest] = [people.slice(0, 8), people.slice(8, 72)];
      const groups = Array.from({ length: 8 }, (_, index) => rest.slice(index * 8, index * 8 + 8));
      const [name, email, withdrawn, presenceHere, presenceThere, onlyThere, moved, deleted] = groups as Registrant[][];
      const of = (group: Registrant[] | undefined) => group ?? [];
      const numbered = (
        group: Registrant[] | undefined,
        from: number,
        changed: (index: number) => object = () => ({}),
      ) => Promise.all(of(group).map((person, index) => here(person, from + index, changed(index))));
      await numbered(eight, 1); // the same on both sides
      await numbered(name, 101, (index) => ({ firstName: `Typed ${index}` }));
      await numbered(email, 201, (index) => ({ email: `typed${index}.${conferenceId}@example.org` }));
      await numbered(withdrawn, 301);
      await ask(`act?action=withdraw&ids=${of(withdrawn).map((person) => person.registration_db_id)}`);
      await numbered(presenceHere, 401, () => ({ checkedInAt: new Date() }));
      await numbered(moved, 501, () => ({ lastName: "Newcomer", transferredAt: new Date() }));
      await numbered(deleted, 601);
      await ask(`act?action=delete&ids=${of(deleted).map((person) => person.registration_db_id)}`);
      const present = await numbered(presenceThere, 701);
      for (const { id } of present) {
        await transaction((tx) => wishCheckedIn(tx, id, true));
        await writeMirror(id, writeToIndico);
      }
      await client.mirror.deleteMany({ where: { registrationId: { in: present.map(({ id }) => id) } } });

      await compare();
      const mine = people.map((person) => person.registration_db_id);
      const where = { conferenceId, indicoDbId: { in: mine } };
      const found = await client.drift.findMany({ where, orderBy: { id: "asc" } });
      const count = (kind: string, suggested: string) =>
        found.filter((drift) => drift.kind === kind && drift.suggested === suggested).length;
      expect({
        total: found.length,
        name: count("name", "adopt"),
        moved: count("name", "accept"),
        email: count("email", "adopt"),
        withdrawn: count("withdrawn", "cancel"),
        presenceHere: count("presence", "write"),
        presenceThere: count("presence", "adopt"),
        onlyThere: count("only_there", "create"),
        deleted: count("only_here", "accept"),
      }).toEqual({
        ...{ total: 64, name: 8, moved: 8, email: 8, withdrawn: 8 },
        ...{ presenceHere: 8, presenceThere: 8, onlyThere: of(onlyThere).length, deleted: 8 },
      });

      for (const { publicId, kind, suggested, id } of found) {
        const repair = kind === "name" && suggested === "adopt" && id % 2 === 0 ? "mail" : "suggested";
        const done = await repairDrift({ conferenceId, publicId, repair, reason: "As agreed" }, ACTOR, new Date());
        expect(done, `${kind} ${repair}`).toMatchObject({ ok: true });
      }
      const writing = await client.mirror.findMany({ where: { state: "to_write", registration: { conferenceId } } });
      for (const { registrationId } of writing) await writeMirror(registrationId, writeToIndico);
      await compare();
      const left = await client.drift.findMany({ where });
      expect(left.filter(({ state }) => state === "open")).toEqual([]);
      expect(left.filter(({ state }) => state === "accepted" || state === "waiting").length).toBeGreaterThan(16);
    });
  });
}
