import { LENOS_ERRORS } from "@/lib/lenos/errors";
import { FIELDS } from "@/lib/lenos/fields";
import { LISTS, PATHS, type PathName } from "@/lib/lenos/resources";

type Schema = Record<string, unknown>;

const SUMMARIES: Record<PathName, string> = {
  Token: "Trade user name and password for a bearer token of an hour",
  Event: "What the credential sees: event, zone, counts, scopes",
  Person: "Participants",
  Session: "Sessions",
  Registration: "Who is booked into which session",
  Location: "Rooms",
  SessionTag: "Tags of sessions",
  Changes: "All five lists in the order of their changes, by cursor",
  SessionAvailability: "Seats left and people who wait",
  SessionRegistration: "Two-way: check, register, unregister",
  "Session.ics": "The agenda, or one person's sessions, as iCalendar",
  "openapi.json": "This contract",
};

const text = (description?: string): Schema => ({ type: "string", ...(description ? { description } : {}) });
const query = (name: string, schema: Schema, description: string): Schema => {
  return { name, in: "query", required: false, schema, description };
};

const CREDENTIAL_PARAMETERS = [
  query(
    "username",
    text(),
    "Only where the credential allows its password in the URL; else in a header or a POST body.",
  ),
  query("password", text(), "As username."),
  query("eventId", text(), "Our number of the event, its short name, or Indico's number. Not needed with a token."),
  query(
    "format",
    { enum: ["json", "xml"] },
    "Else as Accept prefers, else JSON. The suffixes .json and .xml say it too.",
  ),
];

const PAGE_PARAMETERS = [
  query("cursor", text(), "What an earlier answer called Next."),
  query("limit", { type: "integer", minimum: 1, maximum: 2_000, default: 500 }, "Rows of a page."),
];

const LIST_PARAMETERS = [
  ...PAGE_PARAMETERS,
  query("includeDeleted", { type: "boolean" }, "Overrides whether a full list tells what is gone."),
  query("utcModifiedDate", text(), "Only Person, and only in mode incremental: rows changed since then."),
];

const OF_PATH: Partial<Record<PathName, readonly Schema[]>> = {
  ...Object.fromEntries(LISTS.map(({ name }) => [name, LIST_PARAMETERS])),
  Changes: PAGE_PARAMETERS,
  SessionAvailability: [query("SessionId", text(), "This session alone.")],
  SessionRegistration: [
    query("PersonId", text(), "Also fp_ext_id."),
    query("SessionId", text(), "The session."),
    query("Language", text(), "Of Message; else the person's."),
  ],
  "Session.ics": [
    query("PersonId", text(), "This person's sessions; needs token, and no credential."),
    query("token", text(), "From the address that the portal gives the person."),
  ],
};

/** The contract as OpenAPI 3.1, made of the tables that the dialect itself works by. */
export function openApi(publicUrl: string): Schema {
  const paths = Object.entries(PATHS).map(([name, verbs]) => {
    const operations = verbs.map((verb) => [verb.toLowerCase(), operationOf(name as PathName, verb)]);
    return [`/${name}`, Object.fromEntries(operations)];
  });
  return {
    openapi: "3.1.0",
    info: { title: "Foyer event-app feed", version: "1", description: "docs/event-app.md explains modes and limits." },
    servers: [{ url: `${publicUrl}/api/lenos` }],
    security: [{ bearer: [] }, { basic: [] }, {}],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" }, basic: { type: "http", scheme: "basic" } },
      schemas: { ...rowSchemas(), Error: errorSchema(), Booking: bookingSchema(), BookingRequest: requestSchema() },
    },
  };
}

function operationOf(name: PathName, verb: string): Schema {
  const isBooking = name === "SessionRegistration";
  const parameters = name === "openapi.json" ? [] : [...CREDENTIAL_PARAMETERS, ...(OF_PATH[name] ?? [])];
  return {
    operationId: `${verb.toLowerCase()}${name.replace(/\W/g, "")}`,
    summary: SUMMARIES[name],
    parameters: verb === "GET" ? parameters : [],
    ...(verb === "POST"
      ? { requestBody: bodyOf(isBooking ? { $ref: "#/components/schemas/BookingRequest" } : PARAMETERS) }
      : {}),
    responses: { "200": { description: "Complete", content: contentOf(name) }, ...errorResponses() },
  };
}

const PARAMETERS: Schema = {
  type: "object",
  description: "The parameters of the GET, in the body.",
  additionalProperties: true,
};

function bodyOf(schema: Schema): Schema {
  const types = ["application/json", "application/x-www-form-urlencoded", "application/xml"];
  return { content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function contentOf(name: PathName): Schema {
  if (name === "Session.ics") return { "text/calendar": { schema: { type: "string" } } };
  const list = LISTS.find((one) => one.name === name);
  const schema: Schema = list
    ? {
        type: "object",
        properties: {
          Header: { type: "object" },
          [list.plural]: { type: "array", items: { $ref: `#/components/schemas/${name}` } },
        },
      }
    : name === "SessionRegistration"
      ? { $ref: "#/components/schemas/Booking" }
      : { type: "object" };
  return { "application/json": { schema }, ...(name === "openapi.json" ? {} : { "application/xml": { schema } }) };
}

function errorResponses(): Record<string, Schema> {
  const byStatus = Map.groupBy(Object.entries(LENOS_ERRORS), ([, { status }]) => String(status));
  return Object.fromEntries(
    [...byStatus].map(([status, errors]) => [
      status,
      {
        description: errors.map(([code]) => code).join(", "),
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    ]),
  );
}

function rowSchemas(): Record<string, Schema> {
  return Object.fromEntries(
    LISTS.map(({ name }) => [
      name,
      {
        type: "object",
        properties: Object.fromEntries(FIELDS[name].map((field) => [field, {}])),
        additionalProperties: true,
      },
    ]),
  );
}

function errorSchema(): Schema {
  const properties = {
    Code: { enum: Object.keys(LENOS_ERRORS) },
    ...{ Message: text(), Retryable: { type: "boolean" }, RequestId: text() },
  };
  return { type: "object", properties: { Error: { type: "object", properties } } };
}

function requestSchema(): Schema {
  return {
    type: "object",
    required: ["PersonId", "SessionId"],
    properties: {
      ...{ PersonId: text("Also fp_ext_id."), SessionId: text() },
      Action: { enum: ["register", "unregister", "check"], default: "register" },
      JoinWaitingList: { type: "boolean", default: true },
      RequestId: text("As the header Idempotency-Key: a repetition within 24 hours gets the first answer."),
      Language: text(),
    },
  };
}

function bookingSchema(): Schema {
  const nullable = (type: string): Schema => ({ type: [type, "null"] });
  return {
    type: "object",
    properties: {
      ...{ Allowed: { type: "boolean" }, ReasonCode: nullable("string"), Message: text() },
      Result: { enum: ["registered", "waitlisted", "unregistered", "available", "refused"] },
      ...{ PersonId: text(), SessionId: text(), RegistrationId: nullable("string") },
      Status: { enum: ["registered", "waitlisted", "unregistered"] },
      ...{ Already: { type: "boolean" }, WaitingListPosition: nullable("integer"), SeatsLeft: nullable("integer") },
      ConflictsWith: { type: "array", items: { type: "object", properties: { SessionId: text(), Title: text() } } },
      ...{ PaymentUrl: nullable("string"), ChangeSequence: nullable("integer"), utcModifiedDate: nullable("string") },
      ...{ RequestId: text(), Replayed: { type: "boolean" } },
    },
  };
}
