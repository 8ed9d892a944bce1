import { beforeAll, expect, test } from "vitest";
import { transaction } from "@/lib/db/client";
import { answerAsIndico, SANDBOX_TOKENS } from "@/lib/sandbox/indico/answer";
import { findSandboxRegistrant } from "@/lib/sandbox/indico/read-registrants";
import { seedSandboxIndico } from "@/lib/sandbox/indico/seed";

const NOW = new Date("2027-03-01T09:00:00Z");
const PAID = 2008;
const UNPAID = 2001;
const WITHDRAWN = 2012;
const PRICE_ZERO = 2011;

const call = (method: string, path: string, { body = "", type = "", token = SANDBOX_TOKENS.all as string } = {}) =>
  answerAsIndico(
    {
      method,
      path,
      body,
      headers: new Headers({
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(type ? { "content-type": type } : {}),
      }),
    },
    NOW,
  );
const toggle = (id: number) => `/event/101/manage/registration/33/registrations/${id}/toggle-payment`;
const checkin = (id: number) => `/api/checkin/event/101/forms/33/registrations/${id}`;
const FORM = "application/x-www-form-urlencoded";
const JSON_BODY = "application/json";

beforeAll(() => transaction((tx) => seedSandboxIndico(tx, NOW)));

test.each([
  { body: "", type: "", why: "no body" },
  { body: '{"pay": 1}', type: JSON_BODY, why: "JSON instead of a form" },
  { body: "pay=true", type: FORM, why: "another word than 1" },
])("toggle-payment takes a payment back: $why", async ({ body, type }) => {
  await call("POST", toggle(PAID), { body: "pay=1", type: FORM });
  expect(await findSandboxRegistrant(PAID)).toMatchObject({ isPaid: true, state: "complete" });
  expect(await call("POST", toggle(PAID), { body, type })).toMatchObject({ status: 200 });
  expect(await findSandboxRegistrant(PAID)).toMatchObject({ isPaid: false, paidAt: null, state: "unpaid" });
});

test.each([
  { expected: 500, method: "POST", path: toggle(PRICE_ZERO), body: "pay=1", type: FORM, why: "price 0" },
  { expected: 404, method: "POST", path: toggle(999_999), body: "pay=1", type: FORM, why: "nobody" },
  { expected: 200, method: "PATCH", path: checkin(PRICE_ZERO), body: '{"paid":true}', type: JSON_BODY, why: "ignored" },
  { expected: 405, method: "GET", path: "/api/events/101/registrants/", why: "a slash too much" },
  { expected: 405, method: "GET", path: "/api/checkin/event/101", why: "a slash too few" },
  { expected: 405, method: "GET", path: toggle(UNPAID), why: "not by GET" },
  {
    expected: 400,
    method: "PATCH",
    path: `/api/events/101/registrants/${UNPAID}`,
    body: '{"paid":true}',
    type: JSON_BODY,
    why: "only presence there",
  },
  { expected: 302, method: "GET", path: `/api/events/101/registrants/${UNPAID}`, token: "", why: "no token, by GET" },
  {
    expected: 400,
    method: "POST",
    path: toggle(UNPAID),
    token: "",
    body: "pay=1",
    type: FORM,
    why: "no token, by POST",
  },
])("$expected to $method $path: $why", async ({ expected, method, path, ...rest }) => {
  expect((await call(method, path, rest)).status).toBe(expected);
});

test("a payment for a withdrawn registration is recorded, and the state stays", async () => {
  await call("POST", toggle(WITHDRAWN), { body: "pay=1", type: FORM });
  expect(await findSandboxRegistrant(WITHDRAWN)).toMatchObject({ isPaid: true, state: "withdrawn" });
});

test("the check-in API lets a withdrawn registration in, and keeps the first moment", async () => {
  await call("PATCH", checkin(WITHDRAWN), { body: '{"checked_in": true, "unknown": 1}', type: JSON_BODY });
  const later = new Date(NOW.getTime() + 60_000);
  const headers = new Headers({ authorization: `Bearer ${SANDBOX_TOKENS.registrants}` });
  await answerAsIndico({ method: "PATCH", path: checkin(WITHDRAWN), headers, body: '{"checked_in": true}' }, later);
  expect(await findSandboxRegistrant(WITHDRAWN)).toMatchObject({ checkedIn: true, checkedInAt: NOW });
});
