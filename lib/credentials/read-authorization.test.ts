import { expect, test } from "vitest";
import { readAuthorization } from "./check-credential";

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

test.each([
  { header: "Bearer foyer_x", read: { name: null, secret: "foyer_x" } },
  { header: "bearer  foyer_x", read: { name: null, secret: "foyer_x" } },
  { header: basic("indico:foyer_x"), read: { name: "indico", secret: "foyer_x" } },
  { header: basic("indico:a:b"), read: { name: "indico", secret: "a:b" } },
  { header: basic("Büro:x"), read: { name: "Büro", secret: "x" } },
  { header: basic("no colon"), read: null },
  { header: "Digest x", read: null },
  { header: "Bearer", read: null },
  { header: "", read: null },
  { header: null, read: null },
])("$header", ({ header, read }) => {
  expect(readAuthorization(header)).toEqual(read);
});
