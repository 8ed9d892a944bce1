import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { HOSTILE } from "./hostile.fixture";
import { mutate, randomOf } from "./mutate.fixture";
import { readDocument } from "./read-document";

const XML = readFileSync(new URL("examples/request.xml", import.meta.url), "utf8");
const JSON_DOCUMENT = JSON.stringify({
  processRegistrationRequest: {
    eventId: "1",
    paymentType: null,
    primaryRegistration: {
      email: { required: "true", content: "a@b.example" },
      question: [
        { id: "1", response: "x" },
        { key: "y", response: ["z"] },
      ],
    },
    secondaryRegistration: { firstName: "A", question: { id: 2, response: true } },
  },
});

/** 100,000 are read by `npm run bench -- documents`. */
const TIMES = 3_000;

test("a mutated document is read or refused, and never an exception", () => {
  const random = randomOf(20_270_614);
  const sources = [XML, JSON_DOCUMENT, ...Object.values(HOSTILE).filter(({ length }) => length < 2_000)];
  const codes = new Set<number>();
  for (let time = 0; time < TIMES; time++) {
    const text = mutate(sources[Math.floor(random() ** 2 * sources.length)] ?? XML, random);
    const outcome = readDocument(text);
    codes.add(outcome.ok ? 0 : outcome.error.code);
    if (!outcome.ok) expect(outcome.error.message.length).toBeLessThan(200);
  }
  expect([...codes].sort((a, b) => a - b)).toEqual([0, 2764, 2765, 2766]);
});
