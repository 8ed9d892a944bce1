import { expect, test } from "vitest";
import { csrfTokenOf, safeReturn } from "./next-auth";

const OURS = "https://pay.example.org";

test.each([
  { url: "/admin/c/tides?a=1", back: "/admin/c/tides?a=1" },
  { url: `${OURS}/admin`, back: "/admin" },
  { url: "/", back: "/admin" },
  { url: "/administrator", back: "/admin" },
  { url: "//evil.example.org/admin", back: "/admin" },
  { url: "https://evil.example.org/admin", back: "/admin" },
  { url: "https://pay.example.org@evil.example.org/admin", back: "/admin" },
  { url: "/\\evil.example.org/admin", back: "/admin" },
  { url: "javascript:alert(1)//admin", back: "/admin" },
  { url: "/admin/../r/abc", back: "/admin" },
  { url: "/admin/sign-in?error=x", back: "/admin" },
  { url: "http://[", back: "/admin" },
])("$url leads to $back", ({ url, back }) => {
  expect(safeReturn(url, OURS)).toBe(OURS + back);
});

test("the form's token is the first half of the cookie", () => {
  expect(csrfTokenOf("token|hash")).toBe("token");
  expect(csrfTokenOf("")).toBeNull();
  expect(csrfTokenOf(undefined)).toBeNull();
});
