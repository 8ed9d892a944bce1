import { expect, test } from "vitest";
import { readBody } from "./read-body";

const request = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://127.0.0.1/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

/** A body that comes in pieces, without saying how long it will be. */
function pieces(...parts: string[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
}

test("reads what is short enough, characters split between pieces too", async () => {
  const [first, second] = [new TextEncoder().encode("Þ").slice(0, 1), new TextEncoder().encode("Þ").slice(1)];
  const split = new ReadableStream({
    start(controller) {
      controller.enqueue(first);
      controller.enqueue(second);
      controller.close();
    },
  });
  expect(await readBody(request(split), 2)).toEqual({ ok: true, value: "Þ" });
  expect(await readBody(new Request("http://127.0.0.1/", { method: "POST" }), 10)).toEqual({ ok: true, value: "" });
});

test("refuses what says that it is too long, and what turns out to be", async () => {
  const refused = { ok: false, error: "too-large" };
  expect(await readBody(request("x", { "content-length": "11" }), 10)).toEqual(refused);
  expect(await readBody(request(pieces("12345", "678901")), 10)).toEqual(refused);
});
