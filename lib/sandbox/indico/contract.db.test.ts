import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { describeContract } from "@/lib/indico/contract-suite";
import { answerAsIndico, SANDBOX_TOKENS } from "@/lib/sandbox/indico/answer";
import { SANDBOX_EVENT, SANDBOX_FORM, SANDBOX_MODERATED_FORM } from "@/lib/sandbox/indico/form";
import { paymentLink } from "@/lib/sandbox/indico/payment-text";
import { findSandboxRegistrant, listSandboxRegistrants } from "@/lib/sandbox/indico/read-registrants";
import { seedSandboxIndico } from "@/lib/sandbox/indico/seed";

const server = createServer(async (request, response) => {
  const reply = await answerAsIndico(
    {
      method: request.method ?? "GET",
      path: request.url ?? "/",
      headers: new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: await text(request),
    },
    new Date(),
  );
  response.writeHead(reply.status, reply.location ? { location: reply.location } : {});
  response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
});
afterAll(() => {
  server.close();
});

describeContract("the sandbox Indico", async () => {
  await transaction((tx) => seedSandboxIndico(tx, new Date()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const rows = await listSandboxRegistrants();
  const filledIn = rows.find((row) => row.email === "m.alamin@example.org");
  const priceZero = rows.find((row) => row.priceMinor === 0);
  if (!filledIn || !priceZero) throw new Error("the seed lacks what the contract needs");
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    api: "check-in",
    portalUrl: env().publicUrl,
    eventId: SANDBOX_EVENT.id,
    formId: SANDBOX_FORM.id,
    moderatedFormId: SANDBOX_MODERATED_FORM.id,
    tokens: SANDBOX_TOKENS,
    hasExport: false,
    filledIn: { ...filledIn, registrationDbId: filledIn.id },
    priceZero: { registrationDbId: priceZero.id },
    register: async (formId) => {
      const registrations = (await db()).sandboxRegistration;
      const friendlyId = 1 + (await registrations.count());
      const { id, email } = await registrations.create({
        data: {
          formId,
          friendlyId,
          email: `guest${friendlyId}@example.org`,
          firstName: "Guest",
          lastName: String(friendlyId),
          state: formId === SANDBOX_MODERATED_FORM.id ? "pending" : "unpaid",
          priceMinor: SANDBOX_FORM.basePriceMinor,
          registeredAt: new Date(),
        },
      });
      return { registrationDbId: id, friendlyId, email };
    },
    act: async (action, id) => {
      const data = {
        withdraw: { state: "withdrawn" },
        reject: { state: "rejected" },
        delete: { isDeleted: true },
      } as const;
      await (await db()).sandboxRegistration.update({ where: { id }, data: data[action] });
    },
  };
});

test("twenty registrants, the same after a second seeding, their links as Indico renders them", async () => {
  const before = await listSandboxRegistrants();
  await transaction((tx) => seedSandboxIndico(tx, new Date()));
  expect(await listSandboxRegistrants()).toEqual(before);
  expect(before.filter((row) => row.id < 2021)).toHaveLength(20);
  const links = before.slice(0, 3).map((row) => paymentLink(row).replace(env().publicUrl, ""));
  expect(links).toEqual([
    "/pay?codes=101.1.2001.33|ingibjorg%40example.org",
    "/pay?codes=101.2.2002.33|jonas%2Bmareograph%40example.org",
    "/pay?codes=101.3.2003.33|siobhan.o%27neil%40example.org",
  ]);
});

test.each([0, -1, 1.5, Number.NaN, 4_000_000_000, 999_999])("no registrant %s", async (id) => {
  expect(await findSandboxRegistrant(id)).toBeNull();
});
