import type { AnswerElement } from "@/lib/convio/answer-tree";
import { eventLookup } from "@/lib/convio/find-event";
import type { ConvioCall, ConvioCaller, ConvioMethod } from "@/lib/convio/method";

export const SERVER: ConvioCaller = { kind: "server", credentialId: 2, keyId: 1 };
export const CLIENT: ConvioCaller = {
  kind: "client",
  credentialId: 1,
  personId: null,
  accountId: null,
  trustsIds: false,
  listsPeople: false,
};

type Answered = { code: number; message: string; answer: Record<string, unknown> };

let clients = 0;

/** Each call comes from an address of its own, unless a test gives one: limits are of addresses. */
function nextAddress(): string {
  clients += 1;
  return `198.51.${Math.floor(clients / 250)}.${clients % 250}`;
}

/** Runs a method as if the wire had let the call in. `code` 0: it succeeded, and `answer` is what its root holds. */
export async function callMethod(
  method: ConvioMethod,
  caller: ConvioCaller,
  parameters: Record<string, string>,
  {
    now = new Date("2027-01-10T10:00:00Z"),
    address = nextAddress(),
    tiedTo = [],
  }: { now?: Date; address?: string; tiedTo?: readonly number[] } = {},
): Promise<Answered> {
  const call: ConvioCall = {
    ...{ parameters: new Map(Object.entries(parameters)), caller, now, address },
    actor: { kind: "credential", id: String(caller.credentialId) },
    ...{ session: null, siteUrl: "https://pay.example.org/site" },
    events: eventLookup(tiedTo, () => {}),
    notes: { conferenceId: null, unknownElements: [] },
  };
  const outcome = await method.run(call);
  if (!outcome.ok) return { ...outcome.error, answer: {} };
  return { code: 0, message: "", answer: fieldsOf(outcome.value.root.content) };
}

/** As the JSON form has it: an element that is repeated is a list. */
function fieldsOf(content: AnswerElement["content"]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  if (content === null || typeof content === "string") return fields;
  for (const [name, elements] of Map.groupBy(content, (element) => element.name)) {
    const values = elements.map(({ content: inner }) => (Array.isArray(inner) ? fieldsOf(inner) : inner));
    fields[name] = values.length > 1 ? values : values[0];
  }
  return fields;
}

type Member = Record<string, unknown>;

/** A document in JSON; elements of the first person, and of others. */
export function documentOf(top: Record<string, unknown>, primary: Member, secondaries: Member[] = []): string {
  return JSON.stringify({
    processRegistrationRequest: { ...top, primaryRegistration: primary, secondaryRegistration: secondaries },
  });
}
