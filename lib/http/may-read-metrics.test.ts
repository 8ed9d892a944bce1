import { expect, test } from "vitest";
import { mayReadMetrics } from "./may-read-metrics";

const TOKEN = "token-of-the-collector";

test.each([
  { authorization: null, forwardedFor: "127.0.0.1", token: undefined, allowed: true, why: "this machine" },
  { authorization: null, forwardedFor: "::1", token: undefined, allowed: true, why: "this machine by IPv6" },
  { authorization: null, forwardedFor: "203.0.113.9", token: undefined, allowed: false, why: "another machine" },
  {
    authorization: null,
    forwardedFor: "203.0.113.9, 127.0.0.1",
    token: undefined,
    allowed: false,
    why: "a proxy here",
  },
  { authorization: null, forwardedFor: "127.0.0.1, 203.0.113.9", token: undefined, allowed: false, why: "made up" },
  { authorization: null, forwardedFor: null, token: undefined, allowed: false, why: "nothing is known" },
  { authorization: `Bearer ${TOKEN}`, forwardedFor: "203.0.113.9", token: TOKEN, allowed: true, why: "the token" },
  {
    authorization: `Bearer ${TOKEN}x`,
    forwardedFor: "203.0.113.9",
    token: TOKEN,
    allowed: false,
    why: "a wrong token",
  },
  { authorization: null, forwardedFor: "127.0.0.1", token: TOKEN, allowed: false, why: "a token is asked for" },
])("$why", ({ token, allowed, ...request }) => {
  expect(mayReadMetrics(request, token)).toBe(allowed);
});
