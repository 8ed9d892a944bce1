import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** `INDICO_DEV`: the dev.json of one or more running Indicos, comma-separated. */
const devFiles = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);

type Dev = {
  base_url: string;
  token: string;
  indico_version: string;
  events: { main: number };
  forms: { main: number; moderated: number };
};
type Registrant = { registration_db_id: number; friendly_id: number; email: string };

const JOB = { kind: "job", id: "test" } as const;
const NOW = new Date();
let folder = "";

/** Foyer on an embedded database, without workers: each write to Indico is made here. */
beforeAll(async () => {
  if (!devFiles.length) return;
  folder = await mkdtemp(path.join(tmpdir(), "foyer-door-"));
  Object.assign(process.env, { FOYER_DATA: folder, PUBLIC_URL: "http://127.0.0.1:3999", LOG_LEVEL: "silent" });
  process.env.AUTH_SECRET = "secret-of-the-tests-secret-of-the-tests";
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  delete process.env.DATABASE_URL;
  const { queue } = await import("@/lib/jobs/queue");
  await queue();
});

afterAll(async () => {
  if (!devFiles.length) return;
  const { stopQueue } = await import("@/lib/jobs/queue");
  const { disconnect } = await import("@/lib/db/client");
  await stopQueue();
  await disconnect();
  await rm(folder, { recursive: true, force: true });
});

/** The text of Indico's own ticket, as each version's source writes it. */
function ticketText({ base_url, indico_version, events }: Dev, dbId: number, uuid: string): string {
  if (!indico_version.startsWith("3.2")) {
    const short = Buffer.from(uuid.replaceAll("-", ""), "hex").toString("base64");
    return JSON.stringify({ i: [2, base_url.replace(/^https:\/\//, ""), short] });
  }
  const names = { registrant_id: dbId, checkin_secret: uuid, event_id: String(events.main) };
  return JSON.stringify({ ...names, server_url: base_url, version: 1 });
}

/** A registrant of Indico with a paid place here. @returns our id */
async function sell(conferenceId: number, { registration_db_id, friendly_id, email }: Registrant): Promise<number> {
  const { db } = await import("@/lib/db/client");
  const { newPublicId } = await import("@/lib/ids/public-id");
  const { holdOrder } = await import("@/lib/orders/hold-order");
  const { placeOrder } = await import("@/lib/orders/place-order");
  const { takeOnSite } = await import("@/lib/payments/take-on-site");
  const client = await db();
  const { id } = await client.registration.create({
    data: {
      ...{ publicId: newPublicId(), conferenceId, number: friendly_id, email, firstName: "A", lastName: "B" },
      ...{ detailsAt: NOW, indicoDbId: registration_db_id, indicoFriendlyId: friendly_id, prefill: "done" as const },
    },
  });
  const held = await holdOrder(id, { categoryCode: "regular", services: [] }, JOB, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "on_site" }, JOB, NOW);
  await takeOnSite(order.id, { amountMinor: order.totalMinor, currency: "EUR", at: NOW }, JOB, NOW);
  return id;
}

describe.skipIf(!devFiles.length).each(devFiles)("tickets of %s", (devFile) => {
  test("are believed where Indico made them for the person, and presence shows in Indico", async () => {
    const dev: Dev = JSON.parse(await readFile(devFile, "utf8"));
    const key = (await readFile(path.join(path.dirname(devFile), "dev.key"), "utf8")).trim();
    const ask = async <T>(query: string): Promise<T> =>
      (
        await fetch(`${dev.base_url}/_dev/${query}`, { headers: { "X-Dev-Key": key, connection: "close" } })
      ).json() as Promise<T>;
    const secretOf = async (dbId: number): Promise<string> => {
      const headers = {
        ...{ authorization: `Bearer ${dev.token}`, "x-requested-with": "XMLHttpRequest" },
        // One that waited between two calls may be closed by the server just when it is used again.
        connection: "close",
      };
      const reply = await fetch(`${dev.base_url}/api/events/${dev.events.main}/registrants/${dbId}`, { headers });
      return ((await reply.json()) as { checkin_secret: string }).checkin_secret;
    };
    const isInAt = async (dbId: number) => (await ask<{ checked_in: boolean }[]>(`state?ids=${dbId}`))[0]?.checked_in;

    const { importConference } = await import("@/lib/conference/import-conference");
    const { setupFile } = await import("@/lib/conference/setup.fixture");
    const { db } = await import("@/lib/db/client");
    const { scanAtDoor, undoAtDoor } = await import("./at-the-door");
    const { writeMirror } = await import("@/lib/mirror/write-mirror");
    const { writeToIndico } = await import("@/lib/indico/write-to-indico");
    const name = `door-${dev.indico_version}`.replaceAll(".", "-");
    const file = setupFile({ slug: name, referencePrefix: `D${devFiles.indexOf(devFile)}X` });
    const prices = [{ label: "Regular", price: "450.00" }];
    file.categories = [{ code: "regular", name: "Regular", quotas: ["Venue"], prices }];
    file.questions = [];
    file.indico = { url: dev.base_url, token: dev.token, eventId: dev.events.main, formId: dev.forms.main };
    const made = await importConference(file, { by: JOB });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const client = await db();
    const conference = await client.conference.findUniqueOrThrow({ where: { id: made.value.conferenceId } });
    const post = { door: "Door A", actor: { kind: "staff", id: "1" } as const, now: NOW };

    const { registrations } = await ask<{ registrations: Registrant[] }>("register?n=3");
    const [owner, other, stranger] = registrations;
    if (!owner || !other || !stranger) throw new Error("Indico registered fewer than three");
    const id = await sell(conference.id, owner);
    await sell(conference.id, other);
    const secret = await secretOf(owner.registration_db_id);
    const code = ticketText(dev, owner.registration_db_id, secret);

    const forged = ticketText(dev, owner.registration_db_id, "11111111-2222-4333-8444-555555555555");
    expect(await scanAtDoor(conference, forged, post)).toEqual({ kind: "not-valid" });
    expect(await scanAtDoor(conference, code, post)).toMatchObject({ kind: "in" });
    const { publicId, indicoTicketHash } = await client.registration.findUniqueOrThrow({ where: { id } });
    expect(indicoTicketHash, "the secret itself is kept nowhere").not.toContain(secret);
    expect(await scanAtDoor(conference, code, post)).toMatchObject({ kind: "already-in" });
    const strangers = ticketText(dev, stranger.registration_db_id, await secretOf(stranger.registration_db_id));
    expect(await scanAtDoor(conference, strangers, post)).toEqual({ kind: "not-here-yet" });
    if (dev.indico_version.startsWith("3.2")) {
      const mixed = ticketText(dev, other.registration_db_id, secret);
      expect(await scanAtDoor(conference, mixed, post), "another's secret").toEqual({ kind: "not-valid" });
    }

    await writeMirror(id, writeToIndico);
    expect(await isInAt(owner.registration_db_id)).toBe(true);
    await undoAtDoor(conference.id, publicId, post);
    await writeMirror(id, writeToIndico);
    expect(await isInAt(owner.registration_db_id)).toBe(false);
    expect(await isInAt(other.registration_db_id)).toBe(false);
  });
});

if (!devFiles.length) {
  describe("Indico's own tickets", () => {
    test.skip("SKIPPED: INDICO_DEV names no dev.json of a running Indico", () => {});
  });
}
