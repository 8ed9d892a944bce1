import { HOSTILE } from "@/lib/convio/hostile.fixture";
import { mutate, randomOf } from "@/lib/convio/mutate.fixture";
import { type Bench, type Figure, INDICO_TOKEN } from "./bench";
import { type ConvioEvent, giveApiKey, seedEvent } from "./harness/convio-event";
import { query } from "./harness/database";
import { withProduct } from "./harness/product";
import { addressOf, sideBySide } from "./journeys";

const AT_ONCE = 12;
/** People who are registered before, so that there is something to damage. */
const KNOWN = 20;

/** Every table that a document could write to, and those that a registration writes to besides. */
const TABLES = [
  ...["person", "registration", "answer", "guest", "delegation", "order", "order_line", "place", "quota", "payment"],
  ...["refund", "ledger_entry", "suspense", "mirror", "audit_entry", "feed_row", "number_series", "mail", "card_try"],
  ...["conference", "category", "service", "price_window", "question", "credential", "convio_session", "convio_token"],
] as const;
type Table = (typeof TABLES)[number];
/** What the portal's own jobs note beside is no machine's doing. */
const WHERE: Partial<Record<Table, string>> = { audit_entry: "WHERE actor_kind = 'credential'" };
/** Those whose rows change where others are added: counted, and compared by what the answers say. */
const COUNTERS: readonly Table[] = ["quota", "number_series", "credential"];

type Answered = { status: number; code: string; ids: number[] };

/**
 * Mutated documents, and bodies, through the door that clients use: none is an error of ours, and the database holds
 * what the answers said and nothing else.
 */
export async function measureFuzz(bench: Bench): Promise<Figure[]> {
  const total = bench.options.documents;
  const { event, apiKey } = await seed(bench);
  const sent = await withProduct(bench, { name: "fuzz" }, async ({ web }) => {
    const known = Array.from({ length: KNOWN }, (_, index) => sourceOf(event, `known${index}`)[index % 2] ?? "");
    const first = await sendAll(
      web.url,
      known.map((document) => bodyOf(apiKey, document)),
      1,
    );
    if (first.some(({ code }) => code !== "0")) throw new Error(JSON.stringify(first));
    const before = await readAll(bench);
    const startedAt = performance.now();
    const answers = await sendAll(web.url, mutants(event, apiKey, total), KNOWN + 1);
    const seconds = (performance.now() - startedAt) / 1_000;
    const isAlive = (await fetch(`${web.url}/health/ready`)).ok;
    return { before, answers, seconds, isAlive, damage: await compare(bench, before, answers) };
  });
  const { answers, seconds, isAlive, damage } = sent;
  const codes = Object.fromEntries(
    [...Map.groupBy(answers, ({ code }) => code)].map(([code, of]) => [code, of.length]),
  );
  const failures = answers.filter(({ status, code }) => status >= 500 || code === "1" || code === "unreadable").length;
  const people = answers.flatMap(({ ids }) => ids).length;
  return [
    {
      name: "mutated Convio documents through POST",
      goal: "no error of ours (HTTP 500, code 1), no crash, nothing written but by those that are answered as registered",
      measured: `${failures} errors in ${answers.length.toLocaleString("en")}; ${isAlive ? "alive" : "gone"} after; ${codes["0"] ?? 0} answered as registered, with ${people} people; ${damage.length} differences in ${TABLES.length} tables`,
      isReached: failures === 0 && isAlive && damage.length === 0 && answers.length === total,
      how: `XML and JSON with pieces put in, cut out, doubled and moved, of one in four the urlencoded body too; the same seed each time; ${AT_ONCE} clients, each document from an address of its own`,
      details: { codes, seconds: Math.round(seconds), damage },
    },
  ];
}

async function seed(bench: Bench) {
  const { applyMigrations } = await import("@/lib/db/schema-engine");
  await applyMigrations({ url: bench.database.url });
  const { disconnect } = await import("@/lib/db/client");
  const indicoUrl = `http://127.0.0.1:${bench.ports.indico}`;
  const event = await seedEvent({ indicoUrl, token: INDICO_TOKEN, places: 1_000_000 });
  const apiKey = await giveApiKey("fuzz-key");
  await disconnect();
  return { event, apiKey };
}

/** A right document in XML and in JSON, of two people whom the marker names. */
function sourceOf(event: ConvioEvent, marker: string): [string, string] {
  const people = [0, 1].map((place) => ({
    partTypeId: String(event.categoryId),
    email: `${marker}.${place}@example.org`,
    firstName: "Person",
    lastName: `${marker} ${place ? "Second" : "First"}`,
    question: { key: "diet", response: "no nuts" },
  }));
  const elements = (fields: object): string =>
    Object.entries(fields)
      .map(([name, value]) => `<${name}>${typeof value === "object" ? elements(value) : value}</${name}>`)
      .join("\n  ");
  const [primaryRegistration, secondaryRegistration] = people;
  const fields = { eventId: String(event.id), paymentType: "CASH", primaryRegistration, secondaryRegistration };
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<processRegistrationRequest xmlns="http://convio.com/crm/v1.0">
  ${elements(fields)}
</processRegistrationRequest>`;
  return [xml, JSON.stringify({ processRegistrationRequest: fields })];
}

function bodyOf(apiKey: string, document: string): string {
  return new URLSearchParams({
    ...{ method: "processRegistration", api_key: apiKey, v: "1.0", response_format: "json" },
    ...{ suppress_registration_autoresponders: "true", registration_document: document },
  }).toString();
}

/**
 * Every third is about somebody new, so that what is right still is registered; the others about who is known. Half have
 * one thing wrong, and may be right.
 */
function* mutants(event: ConvioEvent, apiKey: string, total: number): Generator<string> {
  const random = randomOf(20_270_614);
  const hostile = Object.values(HOSTILE).filter(({ length }) => length < 2_000);
  for (let number = 0; number < total; number++) {
    const marker = number % 3 === 0 ? `new${number}` : `known${number % KNOWN}`;
    const sources = [...sourceOf(event, marker), ...hostile];
    const most = number % 2 ? 1 : 6;
    const document = mutate(sources[Math.floor(random() ** 4 * sources.length)] ?? "", random, most);
    const body = bodyOf(apiKey, document);
    yield number % 4 === 0 ? mutate(body, random, most) : body;
  }
}

/** @param firstNumber of the address that the first comes from, and the others from those that follow */
async function sendAll(url: string, bodies: Iterable<string>, firstNumber: number): Promise<Answered[]> {
  const answers: Answered[] = [];
  const left = bodies[Symbol.iterator]();
  let number = firstNumber;
  const client = async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      number += 1;
      const reply = await fetch(`${url}/site/CRTeamraiserAPI`, {
        method: "POST",
        headers: { "x-forwarded-for": addressOf(number), "content-type": "application/x-www-form-urlencoded" },
        body: next.value,
      });
      answers.push({ status: reply.status, ...readAnswer(await reply.text()) });
    }
  };
  await sideBySide(AT_ONCE, Array.from({ length: AT_ONCE }), client);
  return answers;
}

/** A body that lost its `response_format` is answered in XML. */
function readAnswer(text: string): { code: string; ids: number[] } {
  const refused = /"errorResponse":\{"code":"(\d+)"|<errorResponse[^>]*>\s*<code>(\d+)</.exec(text);
  if (refused) return { code: refused[1] ?? refused[2] ?? "", ids: [] };
  const ids = [...text.matchAll(/registrationId(?:":"|>)(\d+)/g)].map(([, id]) => Number(id));
  return { code: ids.length && text.includes("confirmationCode") ? "0" : "unreadable", ids };
}

type Rows = { count: number; hash: string };
type State = { rows: Record<string, Rows>; lastRegistration: number; taken: number };

async function readAll({ database }: Bench): Promise<State> {
  const rows: Record<string, Rows> = {};
  for (const table of TABLES) rows[table] = await fingerprint(database.url, table, null);
  const [last] = await query<{ registration: number; taken: number }>(
    database.url,
    `SELECT (SELECT max(id) FROM registration) AS registration, (SELECT sum(taken)::int FROM quota) AS taken`,
  );
  return { rows, lastRegistration: last?.registration ?? 0, taken: last?.taken ?? 0 };
}

/** How many rows a table has, and a hash of the first so many of them in the order in which they were written. */
async function fingerprint(url: string, table: Table, first: number | null): Promise<Rows> {
  const ORDER: Partial<Record<Table, string>> = {
    place: "order_line_id, quota_id",
    mirror: "registration_id",
    audit_entry: "conference_id, seq",
    feed_row: "conference_id, entity_id",
    number_series: "conference_id, kind",
  };
  const [row] = await query<Rows>(
    url,
    `SELECT (SELECT count(*)::int FROM "${table}" ${WHERE[table] ?? ""}) AS count,
            md5(coalesce(string_agg(t::text, '|' ORDER BY ${ORDER[table] ?? "id"}), '')) AS hash
       FROM (SELECT * FROM "${table}" ${WHERE[table] ?? ""} ORDER BY ${ORDER[table] ?? "id"} LIMIT ${first ?? "ALL"}) t`,
  );
  if (!row) throw new Error(`No ${table}`);
  return row;
}

/** Everything that is not as it was, or as the answers said: nothing, if all is well. */
async function compare({ database }: Bench, before: State, answers: readonly Answered[]): Promise<string[]> {
  const told = answers.flatMap(({ ids }) => ids).sort((a, b) => a - b);
  const orders = answers.filter(({ code }) => code === "0").length;
  const differences: string[] = [];
  const expected: Partial<Record<Table, number>> = {
    ...{ person: told.length, registration: told.length, order_line: told.length, place: told.length },
    ...{ order: orders, payment: orders, audit_entry: told.length + 2 * orders },
  };
  // A document names who is registered, the diet of each, perhaps a team, perhaps letters.
  const free: readonly Table[] = ["answer", "delegation", "mail"];
  for (const table of TABLES) {
    const { count, hash } = before.rows[table] as Rows;
    const after = await fingerprint(database.url, table, count);
    if (!COUNTERS.includes(table) && after.hash !== hash) differences.push(`${table}: rows that were there changed`);
    const grown = after.count - count;
    if (!free.includes(table) && grown !== (expected[table] ?? 0)) {
      differences.push(`${table}: ${grown} rows more, the answers say ${expected[table] ?? 0}`);
    }
  }
  const [now] = await query<{ ids: number[]; taken: number; strays: number }>(
    database.url,
    `SELECT (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM registration WHERE id > ${before.lastRegistration}) AS ids,
            (SELECT sum(taken)::int FROM quota) AS taken,
            (SELECT count(*)::int FROM answer WHERE registration_id NOT IN (SELECT id FROM registration WHERE state = 'active'))
            + (SELECT count(*)::int FROM delegation WHERE leader_id IS NULL OR leader_id <= ${before.lastRegistration})
            + (SELECT count(*)::int FROM mail WHERE registration_id <= ${before.lastRegistration}) AS strays`,
  );
  if (now?.ids.join() !== told.join()) differences.push("the registrations are not those that the answers name");
  if (now?.taken !== before.taken + told.length) differences.push(`quota: ${now?.taken} taken, ${before.taken} before`);
  if (now?.strays) differences.push(`${now.strays} answers, teams or letters of nobody who was registered`);
  return differences;
}
