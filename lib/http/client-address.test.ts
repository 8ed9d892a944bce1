import { expect, test } from "vitest";
import { clientAddress, readRanges } from "./client-address";

const PROXIES = "10.0.0.0/8, 192.0.2.7, 2001:db8:ffff::/48";

test.each([
  { forwarded: "203.0.113.9", trusted: "", expected: "203.0.113.9", why: "the peer alone" },
  { forwarded: "198.51.100.1, 203.0.113.9", trusted: "", expected: "203.0.113.9", why: "a made-up entry" },
  { forwarded: "203.0.113.9, 10.1.2.3", trusted: PROXIES, expected: "203.0.113.9", why: "one proxy" },
  {
    forwarded: "198.51.100.1, 203.0.113.9, 192.0.2.7, 10.1.2.3",
    trusted: PROXIES,
    expected: "203.0.113.9",
    why: "two",
  },
  { forwarded: "10.9.9.9, 10.1.2.3", trusted: PROXIES, expected: "10.9.9.9", why: "a client inside the proxies' net" },
  {
    forwarded: "203.0.113.9, rubbish, 10.1.2.3",
    trusted: PROXIES,
    expected: "10.1.2.3",
    why: "rubbish hides the rest",
  },
  { forwarded: "203.0.113.9:51234, 10.1.2.3", trusted: PROXIES, expected: "203.0.113.9", why: "an entry with a port" },
  { forwarded: "::ffff:203.0.113.9", trusted: "", expected: "203.0.113.9", why: "IPv4 on an IPv6 socket" },
  { forwarded: "::ffff:10.1.2.3", trusted: PROXIES, expected: "10.1.2.3", why: "the proxy alone" },
  { forwarded: "2001:db8:1:2:3:4:5:6", trusted: "", expected: "2001:db8:1:2::/64", why: "one customer's network" },
  { forwarded: "2001:db8::1", trusted: "", expected: "2001:db8:0:0::/64", why: "a shortened one" },
  {
    forwarded: "[2001:DB8:1:2::1]:443, 2001:db8:ffff::1",
    trusted: PROXIES,
    expected: "2001:db8:1:2::/64",
    why: "IPv6 hops",
  },
  { forwarded: null, trusted: PROXIES, expected: "unknown", why: "no header" },
  { forwarded: "", trusted: PROXIES, expected: "unknown", why: "an empty header" },
])("$why", ({ forwarded, trusted, expected }) => {
  expect(clientAddress(forwarded, trusted)).toBe(expected);
});

test.each(["10.0.0.0/33", "proxy.example.org", "10.0.0/8", "::1/129", "10.0.0.1/x"])("%s is no range", (entry) => {
  expect(() => readRanges(`127.0.0.1,${entry}`)).toThrow(entry);
});
