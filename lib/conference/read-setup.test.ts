import { expect, test } from "vitest";
import { readSetup } from "./read-setup";
import { setupFile } from "./setup.fixture";

const NO_INDICO = { indicoUrl: undefined };

/** The file with one place changed; `undefined` takes the place out. */
function withChange(path: string, value: unknown): unknown {
  const file = setupFile();
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let here: Record<string, unknown> = file;
  for (const step of steps) here = here[step] as Record<string, unknown>;
  if (value === undefined) delete here[last];
  else here[last] = value;
  return file;
}

test("fills in defaults and spells prices, times, IBAN and address in one way", () => {
  const read = readSetup(setupFile(), NO_INDICO);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { setup, indicoToken } = read.value;
  expect(indicoToken).toBe("indp_first");
  expect(setup.indico).toMatchObject({ url: "https://indico.example.org" });
  expect(JSON.stringify(setup)).not.toContain("indp_first");
  expect(setup.payment.bank?.iban).toBe("PT50000201231234567890154");
  expect(setup.categories[0]?.prices[0]).toEqual({
    label: "Early",
    translations: {},
    from: null,
    until: "2027-03-31T23:59",
    price: "540.00",
  });
  expect(setup.services[0]?.quotas).toEqual(["Boat", "Venue"]);
  expect(setup.conference.linkPolicy).toBe("verify-first");
});

test("a file without an address of Indico takes the installation's", () => {
  const read = readSetup(withChange("indico.url", undefined), { indicoUrl: "https://here.example.org" });
  expect(read.ok && read.value.setup.indico?.url).toBe("https://here.example.org");
});

test("a room or a tag that sessions alone name is in the lists, after those that are described", () => {
  const read = readSetup(withChange("rooms", [{ name: "Hall", seats: 80 }]), NO_INDICO);
  expect(read.ok && read.value.setup.rooms).toMatchObject([
    { name: "Hall", seats: 80 },
    { name: "Auditorium", seats: null },
  ]);
  expect(read.ok && read.value.setup.tags.map(({ name }) => name)).toEqual(["Plenary", "Streamed"]);
});

test("what is sold with a service is booked by buying it, in a file that says nothing of booking", () => {
  const read = readSetup(setupFile(), NO_INDICO);
  expect(read.ok && read.value.setup.sessions.map(({ booking }) => booking)).toEqual(["none", "portal"]);
});

test.each([
  { opensAt: "2027-05-01T10:00", closesAt: "2027-05-01T10:00:00", found: true, why: "the same moment" },
  { opensAt: "2027-05-01T10:00", closesAt: "2027-05-01T10:00:01", found: false, why: "a second later" },
])("booking closes after it opens: $why", ({ opensAt, closesAt, found }) => {
  const file = withChange("sessions.0.opensAt", opensAt) as { sessions: Record<string, unknown>[] };
  Object.assign(file.sessions[0] ?? {}, { closesAt });
  const read = readSetup(file, NO_INDICO);
  expect(read.ok ? [] : read.error.map(({ place }) => place)).toEqual(found ? ["sessions[0] (opening).closesAt"] : []);
});

test("a time that clocks skip in spring is spelt as the time that it means", () => {
  const read = readSetup(withChange("categories.1.prices.0.from", "2027-03-28T01:30:00"), NO_INDICO);
  expect(read.ok && read.value.setup.categories[1]?.prices[0]?.from).toBe("2027-03-28T02:30");
});

test.each<{ why: string; path: string; value: unknown; place: string; says: string }>([
  { why: "a missing field", path: "conference.name", value: undefined, place: "conference.name", says: "Missing" },
  { why: "a wrong kind", path: "quotas.0.capacity", value: "100", place: "quotas[0] (Venue).capacity", says: "number" },
  { why: "half a place", path: "quotas.0.capacity", value: 1.5, place: "quotas[0] (Venue).capacity", says: "whole" },
  { why: "a misspelt field", path: "payment.way", value: [], place: "payment", says: '"way"' },
  { why: "an unknown word", path: "payment.ways", value: ["cheque"], place: "payment.ways[0]", says: "transfer" },
  {
    why: "a translation into no language",
    path: "conference.translations",
    value: { xx: {} },
    place: "conference.translations.xx",
    says: '"xx" is no language',
  },
  {
    why: "no language",
    path: "conference.languages",
    value: ["de", "german"],
    place: "conference.languages[1]",
    says: "BCP 47",
  },
  { why: "no such zone", path: "conference.timeZone", value: "Lisbon", place: "conference.timeZone", says: "Europe/" },
  {
    why: "no such currency",
    path: "conference.currency",
    value: "EURO",
    place: "conference.currency",
    says: "ISO 4217",
  },
  {
    why: "an end before the start",
    path: "conference.endsOn",
    value: "2027-05-01",
    place: "conference.endsOn",
    says: "before it starts",
  },
  {
    why: "no such day",
    path: "conference.startsOn",
    value: "2027-02-30",
    place: "conference.startsOn",
    says: "2027-05-31",
  },
  {
    why: "one digit wrong",
    path: "payment.bank.iban",
    value: "PT50000201231234567890155",
    place: "payment.bank.iban",
    says: "check digits",
  },
  {
    why: "no account for transfers",
    path: "payment.bank",
    value: undefined,
    place: "payment.bank",
    says: "bank account",
  },
  {
    why: "a quota besides the service's places",
    path: "sessions.1.quota",
    value: "Boat",
    place: "sessions[1] (gauges).quota",
    says: 'service "boat"',
  },
  {
    why: "a sold session that the app books",
    path: "sessions.1.booking",
    value: "app",
    place: "sessions[1] (gauges).booking",
    says: '"portal"',
  },
  {
    why: "included for nobody",
    path: "sessions.0.booking",
    value: "included",
    place: "sessions[0] (opening).categories",
    says: "which categories",
  },
  {
    why: "open to a category that is none",
    path: "sessions.0.categories",
    value: ["press"],
    place: "sessions[0] (opening).categories",
    says: "none of the categories",
  },
  {
    why: "a list to wait in without a limit",
    path: "sessions.0.waitingPlaces",
    value: 5,
    place: "sessions[0] (opening).waitingPlaces",
    says: "without a limit",
  },
  {
    why: "an offer of no time",
    path: "sessions.0.offerHours",
    value: 0,
    place: "sessions[0] (opening).offerHours",
    says: "1",
  },
  {
    why: "a day to leave that is none",
    path: "sessions.0.leaveUntil",
    value: "2027-02-30T10:00",
    place: "sessions[0] (opening).leaveUntil",
    says: "no such day",
  },
  { why: "a room twice", path: "rooms", value: [{ name: "A" }, { name: "A" }], place: "rooms[1] (A)", says: "twice" },
  {
    why: "a colour in words",
    path: "tags",
    value: [{ name: "Plenary", colour: "red" }],
    place: "tags[0] (Plenary).colour",
    says: "#0a7a8c",
  },
  { why: "nowhere to look", path: "indico.url", value: undefined, place: "indico.url", says: "INDICO_URL" },
  {
    why: "a price as a number",
    path: "services.0.prices.0.price",
    value: 35,
    place: "services[0] (boat).prices[0] (Boat).price",
    says: "text",
  },
  {
    why: "half a cent",
    path: "services.0.prices.0.price",
    value: "35.005",
    place: "services[0] (boat).prices[0] (Boat).price",
    says: "decimals that EUR",
  },
  {
    why: "a window that ends first",
    path: "categories.0.prices.1.until",
    value: "2027-03-01T00:00",
    place: "categories[0] (regular).prices[1] (Regular).until",
    says: "not after from",
  },
  {
    why: "two prices at once",
    path: "categories.0.prices.1.from",
    value: "2027-03-01T00:00",
    place: "categories[0] (regular).prices[1] (Regular).from",
    says: '"Early" has not ended',
  },
  {
    why: "a zone in a local time",
    path: "categories.0.prices.1.from",
    value: "2027-03-01T00:00Z",
    place: "categories[0] (regular).prices[1] (Regular).from",
    says: "without a zone",
  },
  {
    why: "only a start",
    path: "services.0.endsAt",
    value: undefined,
    place: "services[0] (boat).endsAt",
    says: "both",
  },
  {
    why: "an unknown quota",
    path: "services.0.quotas",
    value: ["Bote"],
    place: "services[0] (boat).quotas",
    says: "Venue, Boat",
  },
  { why: "a code twice", path: "categories.1.code", value: "regular", place: "categories[1] (regular)", says: "twice" },
  {
    why: "a choice without choices",
    path: "questions.0.choices",
    value: [],
    place: "questions[0] (diet).choices",
    says: "Give the choices",
  },
  {
    why: "choices of a text",
    path: "questions.0.type",
    value: "text",
    place: "questions[0] (diet).choices",
    says: "Take them out",
  },
  {
    why: "a question for nobody",
    path: "questions.1.categories",
    value: ["guest"],
    place: "questions[1] (poster).categories",
    says: "regular, student",
  },
  {
    why: "a mapping to nothing",
    path: "indico.mapping.fields.0.to.question",
    value: "food",
    place: "indico.mapping.fields[0].to.question",
    says: "food",
  },
  {
    why: "a mapped choice that is none",
    path: "indico.mapping.fields.0.choices",
    value: { Vegan: "plants" },
    place: "indico.mapping.fields[0].choices",
    says: "vegan, halal",
  },
  {
    why: "a bidirectional override",
    path: "conference.name",
    value: "Tides\u202e",
    place: "conference.name",
    says: "control characters",
  },
  { why: "another format", path: "format", value: "foyer-conference/2", place: "format", says: "foyer-conference/1" },
])("$why", ({ path, value, place, says }) => {
  const read = readSetup(withChange(path, value), NO_INDICO);
  expect(read.ok).toBe(false);
  const problem = read.ok ? undefined : read.error.find((found) => found.place === place);
  expect(problem?.message, JSON.stringify(read)).toContain(says);
});

test.each([null, [], "text", 7, undefined, { format: null }])("%j is refused as a whole", (file) => {
  expect(readSetup(file, NO_INDICO).ok).toBe(false);
});

test.each([
  { code: "TIDES", isActive: true, found: ["promotions[0] (TIDES).code"], why: "five characters" },
  { code: "TIDES2", isActive: true, found: [], why: "six" },
  { code: "TIDES", isActive: false, found: [], why: "switched off" },
])("a code that opens a category is not guessed: $why", ({ code, isActive, found }) => {
  const file = withChange("categories.1.needsCode", true) as Record<string, unknown>;
  const promotions = [{ code, label: "Members", categories: ["student"], isActive }];
  const read = readSetup({ ...file, promotions }, NO_INDICO);
  expect(read.ok ? [] : read.error.map(({ place }) => place)).toEqual(found);
});

test("all problems of a file come at once", () => {
  const file = withChange("conference.timeZone", "Lisbon") as Record<string, unknown>;
  const read = readSetup({ ...file, quotas: [{ name: "Venue", capacity: -1 }] }, NO_INDICO);
  expect(read.ok ? [] : read.error.map(({ place }) => place)).toEqual([
    "conference.timeZone",
    "quotas[0] (Venue).capacity",
  ]);
});
