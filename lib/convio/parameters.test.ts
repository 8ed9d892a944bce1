import { expect, test } from "vitest";
import { readParameters } from "./parameters";
import { readDocument } from "./read-document";

test("in a JSON body the document may be an object; other objects are ignored", async () => {
  const document = { processRegistrationRequest: { eventId: 7, primaryRegistration: { lastName: "Kovač" } } };
  const body = JSON.stringify({ v: "1.0", registration_document: document, more: { deep: true }, gone: null });
  const headers = { "content-type": "application/json" };
  const read = await readParameters(new Request("http://127.0.0.1/", { method: "POST", headers, body }));
  if (!read.ok) throw new Error(read.error.message);
  expect([...read.value.keys()]).toEqual(["v", "registration_document"]);
  const understood = readDocument(read.value.get("registration_document") ?? "");
  expect(understood).toMatchObject({ ok: true, value: { eventId: { value: "7" } } });
});
