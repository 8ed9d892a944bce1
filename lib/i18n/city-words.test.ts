import { expect, test } from "vitest";
import { mailTexts } from "@/lib/mail/mail-texts";
import { cityWords } from "./city-words";

test.each([
  { city: "Aveiro", it: "Ci vediamo ad Aveiro.", en: "See you in Aveiro." },
  { city: "Århus", it: "Ci vediamo ad Århus.", en: "See you in Århus." },
  { city: "Lisbona", it: "Ci vediamo a Lisbona.", en: "See you in Lisbona." },
])("$it", ({ city, it, en }) => {
  expect(mailTexts("it")("see-you-unnamed", cityWords(city))).toBe(it);
  expect(mailTexts("en")("see-you-unnamed", cityWords(city))).toBe(en);
});
