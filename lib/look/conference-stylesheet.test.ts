import { expect, test } from "vitest";
import { conferenceStylesheet } from "./conference-stylesheet";

test("the conference's colour is set last, computed fallbacks before it", () => {
  const css = conferenceStylesheet("#FFD400");
  expect(css).toContain("--on-conference: #000000");
  expect(css).toMatch(/--accent: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)/);
  expect(css.trimEnd().split("\n").at(-1)).toBe(":root:root { --conference: #ffd400; }");
});

test("nothing but a colour enters the stylesheet", () => {
  expect(() => conferenceStylesheet("red; } body { display: none")).toThrow(RangeError);
});
