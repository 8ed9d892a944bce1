import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** `INDICO_DEV`: the dev.json of one or more running Indicos, comma-separated. */
const devFiles = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);

/** What Indico says of a registration when asked behind its API. */
type IndicoTruth = { is_paid: boolean; checked_in: boolean; transactions_count: number };
type Registrant = { registration_db_id: number; friendly_id: number; email: string };

const BY = { kind: "job", id: "test" } as const;
const NOW = new Date();
let folder = "";
let foyer: Server;

/** Foyer on an embedded database, without workers: Indico hears of nothing but by the timed procedure. */
beforeAll(async () => {
  if (!devFiles.length) return;
  folder = await mkdtemp(path.join(tmpdir(), "foyer-cron-"));
  Object.assign(process.env, { FOYER_DATA: folder, PUBLIC_URL: "http://127.0.0.1:3999", LOG_LEVEL: "silent" });
  process.env.AUTH_SECRET = "secret-of-the-tests-secret-of-the-tests";
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  delete process.env.DATABASE_URL;
  const { answerCron } = await import("@/lib/indico-cron/answer");
  foyer = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://foyer");
    const { status, headers, body } = await answerCron({
      eventId: url.pathname.split("/")[4] ?? "",
      query: url.searchParams,
      authorization: request.headers.authorization ?? null,
      ifNoneMatch: null,
      address: "127.0.0.1",
    });
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => foyer.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  if (!devFiles.length) return;
  foyer.close();
  const { stopQueue } = await import("@/lib/jobs/queue");
  const { disconnect } = await import("@/lib/db/client");
  await stopQueue();
  await disconnect();
  await rm(folder, { recursive: true, force: true });
});

/** The procedure of docs/indico-cron.md, as an integrator copies it. @returns the lines that it prints */
async function runProcedure(name: string, env: Record<string, string>): Promise<string[]> {
  const text = await readFile("docs/indico-cron.md", "utf8");
  const script = path.join(folder, "procedure.py");
  await writeFile(script, /```python\n(.*?)```/s.exec(text)?.[1] ?? "");
  const { port } = foyer.address() as AddressInfo;
  const { stdout } = await promisify(execFile)("python3", [script], {
    env: {
      ...process.env,
      FOYER_URL: `http://127.0.0.1:${port}`,
      CURSOR_FILE: path.join(folder, name),
      ...env,
    },
  });
  return stdout.split("\n").filter(Boolean);
}

/** A registrant of Indico as a Foyer registration with an order to pay on site. */
async function sell(conferenceId: number, { registration_db_id, friendly_id, email }: Registrant) {
  const { db } = await import("@/lib/db/client");
  const { newPublicId } = await import("@/lib/ids/public-id");
  const { holdOrder } = await import("@/lib/orders/hold-order");
  const { placeOrder } = await import("@/lib/orders/place-order");
  const client = await db();
  const { id } = await client.registration.create({
    data: {
      ...{ publicId: newPublicId(), conferenceId, number: friendly_id, email, firstName: "A", lastName: "B" },
      ...{ detailsAt: NOW, indicoDbId: registration_db_id, indicoFriendlyId: friendly_id, prefill: "done" as const },
    },
  });
  const held = await holdOrder(id, { categoryCode: "regular", services: [] }, BY, NOW);
  if (!held.ok) throw new Error(JSON.stringify(held.error));
  const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
  await placeOrder(order.id, { way: "on_site" }, BY, NOW);
  const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  return { id, paymentId: payment.id, amountMinor: order.totalMinor };
}

type Dev = { base_url: string; token: string; events: { main: number }; forms: { main: number } };

/** What Indico's own staff do on its pages: the payment recorded, the person checked in. */
async function toggleInIndico({ base_url, token, events, forms }: Dev, { registration_db_id }: Registrant) {
  const headers = { authorization: `Bearer ${token}`, "x-requested-with": "XMLHttpRequest" };
  const manage = `${base_url}/event/${events.main}/manage/registration/${forms.main}/registrations`;
  const body = new URLSearchParams({ pay: "1" });
  const paid = await fetch(`${manage}/${registration_db_id}/toggle-payment`, { method: "POST", headers, body });
  const here = await fetch(`${base_url}/api/events/${events.main}/registrants/${registration_db_id}`, {
    ...{ method: "PATCH", headers: { ...headers, "content-type": "application/json" } },
    body: JSON.stringify({ checked_in: true }),
  });
  if (!paid.ok || !here.ok) throw new Error(`Indico refused: ${paid.status} ${here.status}`);
}

describe.skipIf(!devFiles.length).each(devFiles)("the timed procedure on %s", (devFile) => {
  test("records payments and presence, changes nothing when run again, and follows later changes", async () => {
    const dev = JSON.parse(await readFile(devFile, "utf8"));
    const key = (await readFile(path.join(path.dirname(devFile), "dev.key"), "utf8")).trim();
    const ask = async <T>(query: string): Promise<T> =>
      (await fetch(`${dev.base_url}/_dev/${query}`, { headers: { "X-Dev-Key": key } })).json() as Promise<T>;
    const truthOf = async ({ registration_db_id }: Registrant): Promise<IndicoTruth | undefined> =>
      (await ask<IndicoTruth[]>(`state?ids=${registration_db_id}`))[0];

    const { queue } = await import("@/lib/jobs/queue");
    await queue();
    const { checkIn, undoCheckIn } = await import("@/lib/checkin/check-in");
    const { importConference } = await import("@/lib/conference/import-conference");
    const { setupFile } = await import("@/lib/conference/setup.fixture");
    const { createCredential } = await import("@/lib/credentials/create-credential");
    const { confirmOnSite } = await import("@/lib/payments/confirm-by-staff");

    const name = `indico-${dev.indico_version}`;
    const eventId: number = dev.events.main;
    const file = setupFile({ slug: name.replaceAll(".", "-"), referencePrefix: `I${devFiles.indexOf(devFile)}X` });
    const prices = [{ label: "Regular", price: "450.00" }];
    file.categories = [{ code: "regular", name: "Regular", quotas: ["Venue"], prices }];
    file.questions = [];
    file.indico = { url: dev.base_url, token: dev.token, eventId, formId: dev.forms.main };
    const made = await importConference(file, { by: BY });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const { conferenceId } = made.value;
    const credential = await createCredential("indico_cron", name, { indicoUrl: dev.base_url }, BY);
    if (!credential.ok) throw new Error(credential.error);
    const env = {
      ...{ INDICO_URL: dev.base_url, INDICO_TOKEN: dev.token, INDICO_EVENT: String(eventId) },
      FOYER_SECRET: credential.value.secret,
    };

    const { registrations } = await ask<{ registrations: Registrant[] }>("register?n=4");
    const [payer, guest, debtor, atIndico] = registrations;
    if (!payer || !guest || !debtor || !atIndico) throw new Error("Indico registered fewer than four");
    // Paid and checked in by Indico's own staff: Foyer has nothing to say to that.
    await toggleInIndico(dev, atIndico);
    const sold = await Promise.all(registrations.map((registrant) => sell(conferenceId, registrant)));
    const [paid, present] = sold;
    if (!paid || !present) throw new Error("nothing sold");
    await confirmOnSite(paid.paymentId, { amountMinor: paid.amountMinor, currency: "EUR", at: NOW }, BY, NOW);
    await checkIn(present.id, BY, NOW);

    const lines = await runProcedure(name, env);
    expect(lines.toSorted()).toEqual([`checked in ${guest.registration_db_id}`, `paid ${payer.registration_db_id}`]);
    const first = await Promise.all(registrations.map(truthOf));
    expect(first).toMatchObject([
      { is_paid: true, checked_in: false, transactions_count: 1 },
      { is_paid: false, checked_in: true, transactions_count: 0 },
      { is_paid: false, checked_in: false, transactions_count: 0 },
      { is_paid: true, checked_in: true, transactions_count: 1 },
    ]);

    expect(await runProcedure(name, env), "from where it was").toEqual([]);
    await rm(path.join(folder, name));
    expect(await runProcedure(name, env), "from the beginning").toEqual([]);
    expect(await Promise.all(registrations.map(truthOf))).toEqual(first);

    await undoCheckIn(present.id, BY, NOW);
    await checkIn(paid.id, BY, NOW);
    expect((await runProcedure(name, env)).toSorted()).toEqual([
      `checked in ${payer.registration_db_id}`,
      `not checked in ${guest.registration_db_id}`,
    ]);

    await ask(`act?action=delete&ids=${guest.registration_db_id}`);
    await checkIn(present.id, BY, NOW);
    expect(await runProcedure(name, env)).toEqual([`left alone ${guest.registration_db_id} 404`]);
  });
});

if (!devFiles.length) {
  describe("the timed procedure", () => {
    test.skip("SKIPPED: INDICO_DEV names no dev.json of a running Indico", () => {});
  });
}
