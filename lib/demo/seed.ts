import "server-only";
import { createStaff } from "@/lib/auth/manage-staff";
import { importConference } from "@/lib/conference/import-conference";
import { db, transaction } from "@/lib/db/client";
import file from "@/lib/demo/conference.json";
import { DEMO_STAFF } from "@/lib/demo/demo-staff";
import { fillWorkshop } from "@/lib/demo/fill-workshop";
import { SALES, type Sale } from "@/lib/demo/sales";
import { demoWeeks, shiftDates, shiftDay } from "@/lib/demo/shift-dates";
import { env } from "@/lib/env";
import { log } from "@/lib/log/log";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "@/lib/payments/receive-money";
import { registerDirectly } from "@/lib/registration/register-directly";
import { saveDetails } from "@/lib/registration/save-details";
import type { Result } from "@/lib/result";
import { SANDBOX_TOKENS } from "@/lib/sandbox/indico/answer";
import { seedSandboxIndico } from "@/lib/sandbox/indico/seed";

const BY = { kind: "job", id: "demo" } as const;
const DAY_MS = 86_400_000;
/** A transfer takes a day. */
const TRANSFER_MS = DAY_MS;

/**
 * Fills an empty database for the demo: the sandbox Indico, its conference with dates around today, a staff account,
 * some registrations that were sold, and a workshop that is full, all by the core's own functions. Once per database: the
 * conference says that it was done. A demo that was moved to another address keeps its conference tied to its own Indico.
 */
export async function seedDemo(now: Date): Promise<void> {
  const indicoUrl = `${env().publicUrl}/sandbox/indico`;
  const { slug } = file.conference;
  const client = await db();
  const known = await client.conference.findUnique({ where: { slug }, select: { id: true, indicoUrl: true } });
  if (known) {
    if (known.indicoUrl !== indicoUrl) await client.conference.update({ where: { id: known.id }, data: { indicoUrl } });
    return;
  }
  await transaction((tx) => seedSandboxIndico(tx, now));
  await createStaff({ ...DEMO_STAFF, role: "admin", conferenceSlug: null }, BY);
  const conferenceId = await importDemoConference(indicoUrl, now);
  for (const sale of SALES) await sell(conferenceId, sale, now);
  await fillWorkshop(conferenceId, now);
  log.info({ registrations: SALES.length }, "demo seeded");
}

async function importDemoConference(url: string, now: Date): Promise<number> {
  const weeks = demoWeeks(now);
  const year = shiftDay(file.conference.startsOn, weeks).slice(0, 4);
  const indico = { ...file.indico, url, token: SANDBOX_TOKENS.all };
  const imported = await importConference(shiftDates({ ...file, indico }, weeks, year), { by: BY });
  if (!imported.ok) throw new Error(`The demo's conference is wrong: ${JSON.stringify(imported.error)}`);
  return imported.value.conferenceId;
}

async function sell(conferenceId: number, sale: Sale, now: Date): Promise<void> {
  const { email, locale = "en", categoryCode, services, way, daysAgo, paid = 0 } = sale;
  const then = new Date(now.getTime() - daysAgo * DAY_MS);
  const { id } = await registerDirectly(conferenceId, { email, locale }, BY);
  const person = { kind: "person", id: String(id) } as const;
  const { firstName, lastName, affiliation, country, diet = "none" } = sale;
  const values = { firstName, lastName, affiliation, country, "answer.diet": diet, "answer.list": "yes" };
  expectOk(await saveDetails(id, { values, version: "0.0", locale }, then), sale);
  expectOk(await holdOrder(id, { categoryCode, services }, person, then), sale);
  const client = await db();
  const order = await client.order.findFirstOrThrow({ where: { payerId: id } });
  expectOk(await placeOrder(order.id, way, person, then), sale);
  if (paid === null) return;
  const payment = await client.payment.findFirstOrThrow({ where: { orderId: order.id } });
  const at = new Date(then.getTime() + TRANSFER_MS);
  await receiveMoney(payment.id, { amountMinor: order.totalMinor + paid, currency: order.currency, at }, BY, at);
}

function expectOk(outcome: Result<unknown, unknown>, { email }: Sale): void {
  if (!outcome.ok) throw new Error(`The demo could not sell to ${email}: ${JSON.stringify(outcome.error)}`);
}
