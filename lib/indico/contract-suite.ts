import { beforeAll, describe, expect, test } from "vitest";
import { bringInStep } from "@/lib/indico/bring-in-step";
import { explainConnection } from "@/lib/indico/explain-connection";
import { NOBODY_LISTED } from "@/lib/indico/export-view";
import { readByExport } from "@/lib/indico/read-by-export";
import { readCheckinRegistration } from "@/lib/indico/read-checkin-registration";
import { readFormFields } from "@/lib/indico/read-form-fields";
import { listEventRegistrants, patchRegistrant, readRegistrant } from "@/lib/indico/read-registrant";
import { type IndicoApi, readRegistration, readSeen } from "@/lib/indico/read-registration";
import type { IndicoAnswer, IndicoCodes } from "@/lib/indico/registration";
import { IndicoSite } from "@/lib/indico/site";
import { writeCheckedIn, writePaid } from "@/lib/indico/write";

/** An Indico to test against, and a way to make and change its registrations behind the API's back. */
export type ContractSubject = {
  baseUrl: string;
  api: IndicoApi;
  portalUrl: string;
  eventId: number;
  /** A form with a price and the field "Dietary requirements", and one whose registrations wait for approval. */
  formId: number;
  moderatedFormId: number;
  tokens: { all: string; registrants: string; none: string; outsider: string };
  /** Whether it has the management export (the sandbox plays a 3.3, where the adapter does not need it). */
  hasExport: boolean;
  /** An unpaid registration nobody may change: everything filled in, diet "Halal", dinner for two, in EUR. */
  filledIn: {
    registrationDbId: number;
    friendlyId: number;
    email: string;
    phone: string;
    countryCode: string;
    address: string;
    priceMinor: number;
  };
  /** A registration at price 0. */
  priceZero: { registrationDbId: number };
  register(formId: number): Promise<{ registrationDbId: number; friendlyId: number; email: string }>;
  act(action: "withdraw" | "reject" | "delete", registrationDbId: number): Promise<void>;
};

const TIMEOUT = { timeoutMs: 20_000 };

/** Every read and write rule of Indico that the adapter relies on. Run against all Indicos, the sandbox too. */
export function describeContract(name: string, connect: () => Promise<ContractSubject>): void {
  describe(name, () => {
    let indico: ContractSubject;
    let site: IndicoSite;
    let narrow: IndicoSite;
    beforeAll(async () => {
      indico = await connect();
      site = new IndicoSite(indico.baseUrl, indico.tokens.all);
      narrow = new IndicoSite(indico.baseUrl, indico.tokens.registrants);
    });
    const codesOf = (registrationDbId: number, formId = indico.formId): IndicoCodes => ({
      eventId: indico.eventId,
      formId,
      registrationDbId,
    });
    const fresh = async () => codesOf((await indico.register(indico.formId)).registrationDbId);

    describe("the form's fields", () => {
      const read = (exampleId: number | null) =>
        readFormFields(site, codesOf(0), { ...TIMEOUT, api: indico.api, exampleId });

      test.each([
        { why: "by a registration", example: () => indico.filledIn.registrationDbId },
        { why: "by a registration that is gone", example: () => 2_147_483_647 },
        { why: "without one", example: () => null },
      ])("have titles and choices, $why", async ({ example }) => {
        const fields = await read(example());
        const diet = fields.ok ? fields.value.find(({ title }) => title === "Dietary requirements") : undefined;
        expect(diet?.choices, JSON.stringify(fields)).toContain("Halal");
      });

      test("a token without the scope says so", async () => {
        const outside = new IndicoSite(indico.baseUrl, indico.tokens.none);
        const fields = await readFormFields(outside, codesOf(0), { ...TIMEOUT, api: indico.api, exampleId: 1 });
        expect(fields).toEqual({ ok: false, error: "scope-missing" });
      });
    });

    describe("the registrant", () => {
      test("has account data, price and marks", async () => {
        const codes = codesOf(indico.filledIn.registrationDbId);
        expect(await readRegistrant(narrow, codes, TIMEOUT)).toMatchObject({
          ok: true,
          value: {
            registrationDbId: codes.registrationDbId,
            eventId: codes.eventId,
            email: indico.filledIn.email,
            phone: indico.filledIn.phone,
            countryCode: indico.filledIn.countryCode,
            address: indico.filledIn.address,
            price: indico.filledIn.priceMinor / 100,
            isPaid: false,
            checkedIn: false,
            checkedInAt: null,
          },
        });
      });

      test("is asked for by the database id; the friendly number finds nobody", async () => {
        const { friendlyId } = await indico.register(indico.formId);
        expect(await readRegistrant(site, codesOf(friendlyId), TIMEOUT)).toEqual({ ok: false, error: "not-found" });
      });

      test("of another event, unknown or deleted is not found", async () => {
        const codes = await fresh();
        const elsewhere = { ...codes, eventId: codes.eventId + 1 };
        expect(await readRegistrant(site, elsewhere, TIMEOUT)).toEqual({ ok: false, error: "not-found" });
        expect(await readRegistrant(site, codesOf(999_999), TIMEOUT)).toEqual({ ok: false, error: "not-found" });
        await indico.act("delete", codes.registrationDbId);
        expect(await readRegistrant(site, codes, TIMEOUT)).toEqual({ ok: false, error: "not-found" });
      });

      test("is readable when withdrawn, and still in nobody's list", async () => {
        const codes = await fresh();
        const staying = await fresh();
        await indico.act("withdraw", codes.registrationDbId);
        expect(await readRegistrant(site, codes, TIMEOUT)).toMatchObject({ ok: true });
        const listed = await listEventRegistrants(site, codes.eventId, { timeoutMs: 60_000 });
        expect(listed.ok && listed.value).not.toContain(codes.registrationDbId);
        expect(listed.ok && listed.value).toContain(staying.registrationDbId);
      });

      test.each([
        ["a wrong token", "unauthorized", (): string => "indp_nobody"],
        ["a token without the scope", "scope-missing", () => indico.tokens.none],
        ["a user without rights", "forbidden", () => indico.tokens.outsider],
      ] as const)("is refused to %s: %s", async (_, error, token) => {
        const codes = codesOf(indico.filledIn.registrationDbId);
        const other = new IndicoSite(indico.baseUrl, token());
        expect(await readRegistrant(other, codes, TIMEOUT)).toEqual({ ok: false, error });
        expect(await patchRegistrant(other, codes, true, TIMEOUT)).toEqual({ ok: false, error });
      });
    });

    describe("the whole form", () => {
      const dietOf = (answers: IndicoAnswer[]): IndicoAnswer["value"] | undefined =>
        answers.find((answer) => answer.title === "Dietary requirements")?.value;

      test("comes with state, currency and answers", async () => {
        const codes = codesOf(indico.filledIn.registrationDbId);
        const read = await readRegistration(site, codes, TIMEOUT);
        if (!read.ok) throw new Error(read.error);
        const { registration, formUnread, known } = read.value;
        expect(formUnread).toBeNull();
        expect(known.api).toBe(indico.api);
        expect(registration).toMatchObject({
          ...codes,
          email: indico.filledIn.email,
          state: "unpaid",
          priceMinor: indico.filledIn.priceMinor,
          currency: "EUR",
          phone: indico.filledIn.phone,
          friendlyId: indico.api === "legacy" ? indico.filledIn.friendlyId : null,
        });
        expect(dietOf(registration.answers)).toMatchObject({
          kind: "choices",
          choices: [{ caption: "Halal", count: 1 }],
        });
        const dinner = registration.answers.find((answer) => answer.title.startsWith("Conference dinner"));
        expect(dinner?.fieldId).toBeGreaterThan(0);
        expect(dinner?.value).toMatchObject({ kind: "choices", choices: [{ caption: "Dinner", count: 2 }] });
        const visa = registration.answers.find((answer) => answer.title === "Visa letter needed");
        expect(visa?.value).toEqual({ kind: "yes-no", yes: true });
      });

      test("with scope registrants is open on 3.3; on 3.2 state and answers are missing, with the reason", async () => {
        const codes = codesOf(indico.filledIn.registrationDbId);
        const read = await readRegistration(narrow, codes, TIMEOUT);
        if (!read.ok) throw new Error(read.error);
        const { registration, formUnread } = read.value;
        expect(registration.email).toBe(indico.filledIn.email);
        expect(formUnread).toBe(indico.api === "legacy" ? "scope-missing" : null);
        expect(registration.state).toBe(indico.api === "legacy" ? "unknown" : "unpaid");
        expect(registration.formId).toBe(indico.api === "legacy" ? null : indico.formId);
      });

      test("under another form's number is not found", async () => {
        const codes = { ...codesOf(indico.filledIn.registrationDbId), formId: indico.moderatedFormId };
        expect(await readRegistration(site, codes, TIMEOUT)).toEqual({ ok: false, error: "not-found" });
      });

      test("is not there through the check-in API on 3.2", async () => {
        const codes = codesOf(indico.filledIn.registrationDbId);
        const read = await readCheckinRegistration(site, codes, TIMEOUT);
        if (indico.api === "legacy") expect(read).toEqual({ ok: false, error: "not-supported" });
        else expect(read).toMatchObject({ ok: true, value: codes });
      });
    });

    describe("the export", () => {
      test("keeps its choice of columns, renews a stale one, and leaves out whom it does not know", async ({
        skip,
      }) => {
        skip(!indico.hasExport, "no management export here");
        const ids = [indico.filledIn.registrationDbId, 999_999];
        const first = await readByExport(site, indico, ids, TIMEOUT);
        if (!first.ok) throw new Error(first.error);
        expect(first.value.rows).toHaveLength(1);
        expect(first.value.rows[0]).toMatchObject({
          friendlyId: indico.filledIn.friendlyId,
          state: "unpaid",
          priceText: `€${(indico.filledIn.priceMinor / 100).toFixed(2)}`,
          currency: "EUR",
          isPaid: false,
        });
        const phone = first.value.rows[0]?.answers.find((answer) => answer.title === "Phone Number");
        expect(phone?.value).toEqual({ kind: "text", text: indico.filledIn.phone });

        const again = await readByExport(site, indico, ids, { ...TIMEOUT, view: first.value.view });
        expect(again).toEqual(first);

        const stale = { ...first.value.view, configId: "00000000-0000-4000-8000-000000000000" };
        const renewed = await readByExport(site, indico, ids, { ...TIMEOUT, view: stale });
        if (!renewed.ok) throw new Error(renewed.error);
        expect(renewed.value.view.configId).not.toBe(stale.configId);
        expect(renewed.value.rows).toEqual(first.value.rows);
      });

      test("chooses its columns without Indico's listing everybody", async ({ skip }) => {
        skip(!indico.hasExport, "no management export here");
        const path = `/event/${indico.eventId}/manage/registration/${indico.formId}/registrations/customize`;
        const form = new URLSearchParams({ visible_items: '["email"]', ...NOBODY_LISTED });
        const answer = await site.call({ method: "POST", path, form, ...TIMEOUT });
        if (!answer.ok) throw new Error(answer.error);
        expect(answer.value.body.toString("utf8")).not.toContain("@example.org");
      });

      test("is closed to scope registrants", async ({ skip }) => {
        skip(!indico.hasExport, "no management export here");
        const read = await readByExport(narrow, indico, [indico.filledIn.registrationDbId], TIMEOUT);
        expect(read).toEqual({ ok: false, error: "scope-missing" });
      });
    });

    describe("the writes", () => {
      test("set paid and take it back, however often", async () => {
        const codes = await fresh();
        for (const paid of [true, true, false, false]) {
          expect(await writePaid(site, codes, paid, { ...TIMEOUT, api: indico.api })).toEqual({ ok: true });
          const read = await readSeen(site, codes, TIMEOUT);
          expect(read).toMatchObject({
            ok: true,
            value: { seen: { isPaid: paid, state: paid ? "complete" : "unpaid" } },
          });
        }
      });

      test("set presence and take it back, however often", async () => {
        const codes = await fresh();
        for (const checkedIn of [true, true, false, false]) {
          expect(await writeCheckedIn(narrow, codes, checkedIn, { ...TIMEOUT, api: indico.api })).toEqual({ ok: true });
          const read = await readSeen(site, codes, TIMEOUT);
          if (!read.ok) throw new Error(read.error);
          expect(read.value.seen.checkedIn).toBe(checkedIn);
          expect(read.value.seen.checkedInAt !== null).toBe(checkedIn);
        }
      });

      test("the legacy presence is refused to a withdrawn registration", async () => {
        const codes = await fresh();
        await indico.act("withdraw", codes.registrationDbId);
        expect(await patchRegistrant(site, codes, true, TIMEOUT)).toEqual({ ok: false, error: "refused" });
      });

      test("paid through toggle-payment works on both versions", async () => {
        const codes = await fresh();
        expect(await writePaid(site, codes, true, { ...TIMEOUT, api: "legacy" })).toEqual({ ok: true });
        expect(await readRegistrant(site, codes, TIMEOUT)).toMatchObject({ ok: true, value: { isPaid: true } });
        const narrowly = await writePaid(narrow, codes, false, { ...TIMEOUT, api: "legacy" });
        expect(narrowly).toEqual({ ok: false, error: "scope-missing" });
        expect(await writePaid(site, codesOf(999_999), true, { ...TIMEOUT, api: "legacy" })).toEqual({
          ok: false,
          error: "not-found",
        });
      });
    });

    describe("bringing in step", () => {
      test("writes what is missing, then nothing more", async () => {
        const codes = await fresh();
        const wishes = { paid: true, checkedIn: true };
        const first = await bringInStep(site, codes, wishes, TIMEOUT);
        if (!first.ok) throw new Error(first.error);
        expect(first.value).toMatchObject({
          paid: "as-wished",
          checkedIn: "as-wished",
          seen: { state: "complete", isPaid: true, checkedIn: true },
        });
        const again = await bringInStep(site, codes, wishes, { ...TIMEOUT, known: first.value.known });
        // The time stamp shows that nothing was written a second time.
        expect(again).toEqual(first);
        const back = await bringInStep(site, codes, { paid: false }, { ...TIMEOUT, known: first.value.known });
        expect(back).toMatchObject({
          ok: true,
          value: {
            paid: "as-wished",
            checkedIn: "not-asked",
            seen: { state: "unpaid", isPaid: false, checkedIn: true },
          },
        });
      });

      test("holds back from withdrawn, pending, rejected, deleted and price zero", async () => {
        const wishes = { paid: true, checkedIn: true };
        const withdrawn = await fresh();
        await indico.act("withdraw", withdrawn.registrationDbId);
        const pending = codesOf(
          (await indico.register(indico.moderatedFormId)).registrationDbId,
          indico.moderatedFormId,
        );
        const rejected = codesOf(
          (await indico.register(indico.moderatedFormId)).registrationDbId,
          indico.moderatedFormId,
        );
        await indico.act("reject", rejected.registrationDbId);
        const deleted = await fresh();
        await indico.act("delete", deleted.registrationDbId);
        for (const [codes, why] of [
          [withdrawn, "withdrawn"],
          [pending, "pending"],
          [rejected, "rejected"],
          [deleted, "deleted"],
        ] as const)
          expect(await bringInStep(site, codes, wishes, TIMEOUT)).toMatchObject({
            ok: true,
            value: { paid: why, checkedIn: why },
          });
        const free = codesOf(indico.priceZero.registrationDbId);
        expect(await bringInStep(site, free, { paid: true }, TIMEOUT)).toMatchObject({
          ok: true,
          value: { paid: "price-zero", seen: { isPaid: false, priceMinor: 0 } },
        });
      });

      test("takes the payment back of a person who withdrew, and the state stays", async () => {
        const codes = await fresh();
        expect(await bringInStep(site, codes, { paid: true }, TIMEOUT)).toMatchObject({ ok: true });
        await indico.act("withdraw", codes.registrationDbId);
        expect(await bringInStep(site, codes, { paid: false }, TIMEOUT)).toMatchObject({
          ok: true,
          value: { paid: "as-wished", seen: { state: "withdrawn", isPaid: false } },
        });
      });

      test("with scope registrants writes both on 3.3, and presence alone on 3.2", async () => {
        const codes = await fresh();
        const outcome = await bringInStep(narrow, codes, { paid: true, checkedIn: true }, TIMEOUT);
        expect(outcome).toMatchObject({
          ok: true,
          value: {
            paid: indico.api === "legacy" ? "scope-missing" : "as-wished",
            checkedIn: "as-wished",
            seen: { isPaid: indico.api !== "legacy", checkedIn: true },
          },
        });
      });
    });

    describe("the connection test", () => {
      const explain = (token: string, change: Partial<{ eventId: number; formId: number; portalUrl: string }> = {}) => {
        const { eventId, formId, portalUrl } = indico;
        return explainConnection(
          new IndicoSite(indico.baseUrl, token),
          { eventId, formId, portalUrl, ...change },
          { now: new Date(), timeoutMs: 30_000 },
        );
      };

      test("finds nothing wrong with a good set-up", async () => {
        expect(await explain(indico.tokens.all)).toEqual({
          findings: [{ code: "connected", api: indico.api }],
          api: indico.api,
        });
      });

      test("names a wrong token, a missing scope, missing rights", async () => {
        expect((await explain("indp_nobody")).findings).toEqual([{ code: "token-wrong" }]);
        expect((await explain(indico.tokens.none)).findings).toEqual([{ code: "scope-missing", scope: "registrants" }]);
        expect((await explain(indico.tokens.outsider)).findings).toEqual([{ code: "rights-missing" }]);
      });

      test("names a wrong event, a wrong form, a payment text that leads elsewhere", async () => {
        expect((await explain(indico.tokens.all, { eventId: 999_999 })).findings).toEqual([
          { code: "event-not-found", eventId: 999_999 },
        ]);
        expect((await explain(indico.tokens.all, { formId: 999_999 })).findings).toMatchObject([
          {
            code: "form-not-found",
            formId: 999_999,
            forms: expect.arrayContaining([expect.objectContaining({ id: indico.formId })]),
          },
        ]);
        const elsewhere = await explain(indico.tokens.all, { portalUrl: "https://portal.example.org" });
        expect(elsewhere.findings).toContainEqual({ code: "payment-link-missing" });
      });

      test("says what scope registrants cannot do", async () => {
        const codes = (await explain(indico.tokens.registrants)).findings.map((finding) => finding.code);
        const common = ["connected", "price-not-readable", "payment-text-not-readable"];
        expect(codes.sort()).toEqual((indico.api === "legacy" ? [...common, "paid-cannot-be-written"] : common).sort());
      });
    });
  });
}
