import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test.each([
  { raw: "/r/8qf4/pay?again=1", path: "/r/8qf4/pay?again=1", why: "a page of ours" },
  { raw: null, path: "/", why: "nothing given" },
  { raw: "", path: "/", why: "empty" },
  { raw: "https://example.org/", path: "/", why: "another site" },
  { raw: "//example.org/", path: "/", why: "another host, same scheme" },
  { raw: "/\\example.org/", path: "/", why: "browsers read a backslash as a slash" },
  { raw: "/..//example.org/", path: "/", why: "becomes //example.org when the dots are resolved" },
  { raw: "/\t/example.org/", path: "/", why: "browsers drop tabs" },
  { raw: "javascript:alert(1)", path: "/", why: "a script" },
  { raw: "r/8qf4", path: "/", why: "no path from the root" },
  { raw: "/a\r\nSet-Cookie: a=b", path: "/aSet-Cookie:%20a=b", why: "line ends never reach a header" },
])("$why", ({ raw, path }) => {
  expect(ownPath(raw)).toBe(path);
});
