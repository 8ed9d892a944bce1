/** A list of the dialect, and how its rows are told in the change log (docs/feed.md). */
export type ListResource = {
  /** On the wire, of one row. */
  readonly name: string;
  /** On the wire, of the list. */
  readonly plural: string;
  /** In `feed_row`. */
  readonly feed: string;
  /** Fields of the id, as the parts of `entity_id` between dots. */
  readonly ids: readonly string[];
  /** The field that says that a row is gone, and how. */
  readonly status: { readonly field: string; readonly deleted: string };
};

export const LISTS = [
  {
    name: "Person",
    plural: "Persons",
    feed: "person",
    ids: ["PersonId"],
    status: { field: "RegistrationStatus", deleted: "Deleted" },
  },
  {
    name: "Session",
    plural: "Sessions",
    feed: "session",
    ids: ["SessionId"],
    status: { field: "SessionStatus", deleted: "Deleted" },
  },
  {
    name: "Registration",
    plural: "Registrations",
    feed: "registration",
    ids: ["PersonId", "SessionId"],
    status: { field: "Status", deleted: "unregistered" },
  },
  {
    name: "Location",
    plural: "Locations",
    feed: "location",
    ids: ["LocationId"],
    status: { field: "LocationStatus", deleted: "Deleted" },
  },
  {
    name: "SessionTag",
    plural: "SessionTags",
    feed: "session-tag",
    ids: ["TagId"],
    status: { field: "TagStatus", deleted: "Deleted" },
  },
] as const satisfies readonly ListResource[];

export type ListName = (typeof LISTS)[number]["name"];

/** Every path of the dialect below `/api/lenos/`, and the verbs that it takes (HEAD where GET is). */
export const PATHS = {
  Token: ["POST"],
  Event: ["GET", "POST"],
  Person: ["GET", "POST"],
  Session: ["GET", "POST"],
  Registration: ["GET", "POST"],
  Location: ["GET", "POST"],
  SessionTag: ["GET", "POST"],
  Changes: ["GET", "POST"],
  SessionAvailability: ["GET", "POST"],
  SessionRegistration: ["GET", "POST"],
  "Session.ics": ["GET"],
  "openapi.json": ["GET"],
} as const satisfies Record<string, readonly string[]>;

export type PathName = keyof typeof PATHS;

/** Other names for a resource, beside its plural. */
const ALIASES = new Map<string, PathName>([
  ["participant", "Person"],
  ["people", "Person"],
  ["attendee", "Person"],
  ["tag", "SessionTag"],
  ["change", "Changes"],
]);

export type FoundPath = { readonly name: PathName; readonly suffix: "json" | "xml" | null };

/** The resource that a path names: in letters of any case, singular or plural, with `.json` or `.xml`; null for none. */
export function findPath(segments: readonly string[]): FoundPath | null {
  const [segment = "", ...rest] = segments.filter(Boolean);
  if (rest.length) return null;
  const names = Object.keys(PATHS) as PathName[];
  const text = segment.toLowerCase();
  const whole = names.find((name) => [text, text.replace(/s\.ics$/, ".ics")].includes(name.toLowerCase()));
  if (whole) return { name: whole, suffix: null };
  const [, base = "", suffix = null] = /^([a-z_-]+?)(?:\.(json|xml))?$/.exec(text) ?? [];
  const plain = base.replace(/[_-]/g, "");
  const candidates = [plain, plain.replace(/s$/, "")];
  const name =
    names.find((one) => candidates.includes(one.toLowerCase())) ??
    candidates.map((one) => ALIASES.get(one)).find((one) => one !== undefined);
  return name ? { name, suffix: suffix as FoundPath["suffix"] } : null;
}
