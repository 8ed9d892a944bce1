import { GET, HEAD, POST, PUT } from "@/app/api/lenos/[...path]/route";
import { type AppSettings, createAppCredential } from "@/lib/credentials/app-credentials";
import { db } from "@/lib/db/client";
import { feedText } from "@/lib/publish/rendered-row";

/** The proxy of the tests, which TRUSTED_PROXIES names. */
const PROXY = "10.9.8.7";
process.env.TRUSTED_PROXIES = PROXY;

export type Credential = { id: number; name: string; secret: string; conferenceId: number };

/** Settings of an app that may do everything. */
export const OPEN_SETTINGS: AppSettings = {
  ...{ app: "spotme", mayRead: true, mayRegister: true, seesPersonal: true, mode: "incremental", modes: {} },
  ...{ shape: "envelope", dateOrder: null, overlapSeconds: 900, categories: [], consentKey: null },
  ...{ takesPasswordInUrl: true, refusesAs409: false, includesTest: false, cancelledPrefix: "[Cancelled] " },
  ...{ readsPerMinute: 6_000, isEnabled: true, allowedAddresses: [] },
};

let credentials = 0;

export async function giveApp(conferenceId: number, settings: Partial<AppSettings> = {}): Promise<Credential> {
  credentials += 1;
  const name = `app-${credentials}`;
  const by = { kind: "job", id: "test" } as const;
  const created = await createAppCredential(name, conferenceId, { ...OPEN_SETTINGS, ...settings }, by);
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return { ...created.value, name, conferenceId };
}

export type AskedLenos = {
  verb?: "GET" | "HEAD" | "POST" | "PUT";
  query?: Record<string, string>;
  body?: string | Record<string, string>;
  headers?: Record<string, string>;
  /** As whom, by Basic and with the event; null: nobody. */
  as?: Credential | null;
  address?: string;
};

// biome-ignore lint/suspicious/noExplicitAny: what an app sees is what the test says of it
type Wire = any;
export type AnsweredLenos = { status: number; headers: Headers; text: string; json: Wire; bytes: number };

let clients = 0;

/** Asks the feed through its route handler, as the server does: each call from an address of its own unless given. */
export async function askLenos(path: string, asked: AskedLenos = {}): Promise<AnsweredLenos> {
  const { verb = "GET", query = {}, body, headers = {}, as = null } = asked;
  clients += 1;
  const address = asked.address ?? `198.51.${Math.floor(clients / 250)}.${clients % 250}`;
  const event: Record<string, string> = as ? { eventId: String(as.conferenceId) } : {};
  const search = new URLSearchParams({ ...event, ...query });
  const isForm = typeof body === "object";
  const request = new Request(`http://127.0.0.1:3999/api/lenos/${path}?${search}`, {
    method: verb,
    headers: {
      ...(as ? { authorization: `Basic ${Buffer.from(`${as.name}:${as.secret}`).toString("base64")}` } : {}),
      ...(isForm ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      "x-forwarded-for": `${address}, ${PROXY}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? new URLSearchParams(body).toString() : body }),
  });
  const answer = await { GET, HEAD, POST, PUT }[verb](request, { params: Promise.resolve({ path: path.split("/") }) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.toString();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") && text !== "";
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    bytes: bytes.length,
    json: isJson ? JSON.parse(text) : null,
  };
}

/** A row of the feed as its writer leaves it. */
export type SeedRow = {
  resource: string;
  entityId: string;
  payload?: Record<string, unknown>;
  isDeleted?: boolean;
  stamp?: Date;
};

const rendered = (payload: object) =>
  Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [key, typeof value === "string" ? feedText(value) : value]),
  );

/** Writes rows under the next numbers, as publishing does, without what would render them but its texts. */
export async function seedRows(conferenceId: number, rows: readonly SeedRow[]): Promise<void> {
  const client = await db();
  for (const { resource, entityId, payload = {}, isDeleted = false, stamp } of rows) {
    const { seq, stamp: counted } = await client.conferenceCounter.update({
      where: { conferenceId },
      data: { seq: { increment: 1 } },
    });
    const data = {
      ...{ seq, stamp: stamp ?? counted, state: isDeleted ? ("deleted" as const) : ("current" as const) },
      ...{ payload: isDeleted ? {} : rendered(payload), payloadHash: String(seq) },
    };
    const key = { conferenceId, resource, entityId };
    await client.feedRow.upsert({
      where: { conferenceId_resource_entityId: key },
      update: data,
      create: { ...key, ...data },
    });
  }
}

export function person(id: string, more: Record<string, unknown> = {}): SeedRow {
  const names = { FirstName: "Ada", LastName: id, Email: `${id}@example.org`, Phone: "+39 1" };
  const ours = { _consents: ["app"], _test: false };
  const payload = {
    PersonId: id,
    RegistrationStatus: "Registered",
    RegistrationType: "FULL",
    ...names,
    ...ours,
    ...more,
  };
  return { resource: "person", entityId: id, payload };
}

export function session(id: string, more: Record<string, unknown> = {}): SeedRow {
  const times = { utcStartDate: "2027-06-14T09:00:00.000Z", utcEndDate: "2027-06-14T10:00:00.000Z" };
  const payload = { SessionId: id, Title: id, SessionStatus: "Active", TagIds: ["T1"], ...times, ...more };
  return { resource: "session", entityId: id, payload };
}

export function registration(personId: string, sessionId: string, Status = "registered"): SeedRow {
  const ids = { RegistrationId: `${personId}.${sessionId}`, PersonId: personId, SessionId: sessionId };
  const payload = { ...ids, Status, Source: "app", _type: "FULL", _consents: ["app"], _test: false };
  return { resource: "registration", entityId: ids.RegistrationId, payload };
}
