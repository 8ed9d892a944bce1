import { expect, test } from "vitest";
import { mayChangeState, type RequestOrigin } from "./may-change-state";

const OURS = "https://pay.example.org";
const post: RequestOrigin = { method: "POST", path: "/r/abc/details", fetchSite: null, origin: null, host: null };

test.each<{ request: Partial<RequestOrigin>; allowed: boolean; why: string }>([
  { request: { fetchSite: "same-origin" }, allowed: true, why: "a form of ours" },
  { request: { fetchSite: "same-site" }, allowed: false, why: "a neighbour below the same domain" },
  { request: { fetchSite: "cross-site" }, allowed: false, why: "a foreign page" },
  { request: { fetchSite: "none" }, allowed: false, why: "typed addresses do not post" },
  {
    request: { fetchSite: "cross-site", origin: OURS },
    allowed: false,
    why: "Sec-Fetch-Site decides where it is sent",
  },
  { request: { fetchSite: "", origin: OURS }, allowed: false, why: "an empty Sec-Fetch-Site is one" },
  { request: { origin: OURS }, allowed: true, why: "an older browser, our origin" },
  { request: { origin: "http://10.0.0.5:3000", host: "10.0.0.5:3000" }, allowed: true, why: "the address it asked" },
  { request: { origin: "https://evil.example.org" }, allowed: false, why: "an older browser, a foreign origin" },
  { request: { origin: "null", host: "null" }, allowed: false, why: "a sandboxed frame" },
  { request: { origin: "" }, allowed: false, why: "an empty Origin" },
  { request: {}, allowed: false, why: "neither header" },
  { request: { method: "GET", fetchSite: "cross-site" }, allowed: true, why: "a link changes nothing" },
  { request: { method: "DELETE", fetchSite: "cross-site" }, allowed: false, why: "any unsafe method" },
  { request: { path: "/api/payments/stripe/webhook" }, allowed: true, why: "a machine" },
  { request: { path: "/api/auth/signout" }, allowed: false, why: "staff's sign-in reads cookies" },
  { request: { path: "/site/CRTeamraiserAPI" }, allowed: true, why: "a servlet" },
  { request: { path: "/acme/site/SRTeamraiserAPI;jsessionid=r1" }, allowed: true, why: "an organisation's servlet" },
  { request: { path: "/site/CRConsAPI%3Bjsessionid=r1" }, allowed: true, why: "a routed servlet, escaped" },
  { request: { path: "/sandbox/stripe/v1/checkout/sessions" }, allowed: true, why: "the demo's card provider" },
  { request: { path: "/c/site/register" }, allowed: false, why: "a conference named site" },
  { request: { path: "/apiary" }, allowed: false, why: "a page that begins alike" },
])("$why", ({ request, allowed }) => {
  expect(mayChangeState({ ...post, ...request }, OURS)).toBe(allowed);
});
