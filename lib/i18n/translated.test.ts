import { expect, test } from "vitest";
import { translated } from "@/lib/i18n/translated";

const row = {
  id: 7,
  name: "Tides",
  city: "Lisbon",
  translations: { it: { name: "Maree", city: "", motto: "x", id: 1 } },
};

test.each([
  { locale: "it", shown: { id: 7, name: "Maree", city: "Lisbon" }, why: "what is translated, and nothing else" },
  { locale: "en", shown: { id: 7, name: "Tides", city: "Lisbon" }, why: "the row's own language" },
] as const)("$why", ({ locale, shown }) => {
  expect(translated(row, locale)).toEqual({ ...row, ...shown });
});

test.each([{}, null, { it: {} }])("nothing translated: %j", (translations) => {
  expect(translated({ name: "Tides", translations }, "it").name).toBe("Tides");
});
