import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CONVIO_ERRORS } from "./errors";
import { METHODS } from "./find-method";

const DOCS = readFileSync(new URL("../../docs/convio.md", import.meta.url), "utf8");

test("every code and every method stands in the documentation", () => {
  const rows = [...DOCS.matchAll(/^\| (\d+) \| (.*) \|$/gm)].map(([, code, message]) => [code, message]);
  expect(rows).toEqual(Object.entries(CONVIO_ERRORS).map(([code, { message }]) => [code, message]));
  for (const { name } of METHODS) expect(DOCS).toContain(`\`${name}\``);
});
