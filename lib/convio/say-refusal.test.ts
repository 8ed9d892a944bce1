import { expect, test } from "vitest";
import { sayCharge } from "./say-refusal";

test.each(["declined", "unreachable"] as const)("%s: nothing was charged", (refusal) => {
  expect(sayCharge(refusal)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining("Nothing was charged") },
  });
});

test.each(["unknown", "suspense"] as const)("%s: not said to be uncharged, nor to be repeated", (refusal) => {
  const said = sayCharge(refusal);
  const message = said.ok ? "" : said.error.message;
  expect(said).toMatchObject({ error: { code: 2697 } });
  expect(message).not.toMatch(/nothing was charged/i);
  expect(message).toContain("Do not repeat it");
});
