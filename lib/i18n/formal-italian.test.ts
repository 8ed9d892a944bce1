import { expect, test } from "vitest";
import { messagesOf } from "@/lib/i18n/messages";

/** Words that only "tu" has. Buttons speak for the person who presses them and so may keep the short imperative. */
const FAMILIAR = /(?<![\p{L}’])(tu|tuo|tua|tuoi|tue|ti|hai|puoi|vuoi|devi|sei tu|scrivici)(?![\p{L}’])/iu;

function familiar(texts: object, path: string): string[] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "object"
      ? familiar(text, `${path}.${key}`)
      : FAMILIAR.test(text)
        ? [`${path}.${key}: ${text}`]
        : [],
  );
}

test("every Italian text addresses people as Lei", () => {
  const { admin: _staff, ...texts } = messagesOf("it");
  expect(familiar(texts, "it")).toEqual([]);
});
