import { expect, test } from "vitest";
import { ownHost } from "./own-host";

const OWN = "http://127.0.0.1:3000";

test.each([
  { host: "localhost:3000", publicUrl: OWN, expected: OWN, why: "another name of this machine" },
  { host: "[::1]:3000", publicUrl: OWN, expected: OWN, why: "its IPv6 address" },
  { host: "127.0.0.1:3000", publicUrl: OWN, expected: undefined, why: "the right name" },
  { host: "localhost:8080", publicUrl: OWN, expected: undefined, why: "a tunnel from another port" },
  { host: "evil.example.org", publicUrl: OWN, expected: undefined, why: "a foreign name" },
  { host: "localhost:3000", publicUrl: "https://pay.example.org", expected: undefined, why: "a public address" },
  { host: "a b", publicUrl: OWN, expected: undefined, why: "rubbish" },
  { host: undefined, publicUrl: OWN, expected: undefined, why: "no name" },
])("$why", ({ host, publicUrl, expected }) => {
  expect(ownHost(host, publicUrl)).toBe(expected);
});
