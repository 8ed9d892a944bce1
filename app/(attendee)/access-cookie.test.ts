import { NextResponse } from "next/server";
import { afterEach, expect, test, vi } from "vitest";
import { dropAccessToken, setAccessToken } from "./access-cookie";

const settings = vi.hoisted(() => ({ publicUrl: "" }));
vi.mock("@/lib/env", () => ({ env: () => settings }));

afterEach(() => {
  settings.publicUrl = "";
});

test.each([
  { publicUrl: "https://pay.example.org", cookie: "__Host-foyer_access=t; Path=/; Secure; HttpOnly; SameSite=lax" },
  { publicUrl: "http://127.0.0.1:3000", cookie: "foyer_access=t; Path=/; HttpOnly; SameSite=lax" },
])("on $publicUrl: $cookie", ({ publicUrl, cookie }) => {
  settings.publicUrl = publicUrl;
  const response = new NextResponse();
  setAccessToken(response, "t");
  expect(response.headers.get("set-cookie")).toBe(cookie);
  dropAccessToken(response);
  expect(response.headers.get("set-cookie")).toContain(`${cookie.split("=")[0]}=; Path=/;`);
  expect(response.headers.get("set-cookie")).toContain("Max-Age=0");
});
