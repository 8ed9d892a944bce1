import { MirrorState, PaymentWay, RegistrationState } from "@/lib/db/generated/enums";
import { startOfDay } from "@/lib/time/days";

/** Which registrations a list shows. An empty list of states is every one but "erased". */
export type RegistrationFilter = {
  /** Beginnings of words of names, addresses, numbers and references, all of which must be there. */
  words: string;
  states: RegistrationState[];
  /** By the ledger: covered, still owing, more than asked, or nothing ordered. */
  money: Money | null;
  category: string | null;
  service: string | null;
  country: string | null;
  way: PaymentWay | null;
  presence: "here" | "away" | null;
  indico: MirrorState | null;
  /** Staff left a note. */
  note: "yes" | null;
  /** Begun on these days of the conference, "2027-03-01", both included. */
  from: string | null;
  until: string | null;
};

export const MONEY = ["paid", "owing", "overpaid", "nothing-ordered"] as const;
type Money = (typeof MONEY)[number];

export const PRESENCE = ["here", "away"] as const;
export const NOTE = ["yes"] as const;
export const STATES = Object.values(RegistrationState).filter((state) => state !== "erased");
export const WAYS = Object.values(PaymentWay);
export const INDICO = Object.values(MirrorState);

const LONGEST_WORDS = 200;
const CODE = /^[\w.-]{1,64}$/;

type SearchParams = Record<string, string | string[] | undefined>;

/** What an address asks for; a part that cannot be read asks nothing. */
export function parseRegistrationFilter(parameters: SearchParams): RegistrationFilter {
  const text = (name: string) => {
    const value = parameters[name];
    return (typeof value === "string" ? value : "").slice(0, LONGEST_WORDS).replaceAll("\u0000", "").trim();
  };
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === text(name)) ?? null;
  const matching = (name: string, pattern: RegExp) => (pattern.test(text(name)) ? text(name) : null);
  const day = (name: string) => (startOfDay(text(name), "UTC") ? text(name) : null);
  const asked = [parameters.state ?? []].flat();
  return {
    words: text("q"),
    states: STATES.filter((state) => asked.includes(state)),
    money: one("money", MONEY),
    category: matching("category", CODE),
    service: matching("service", CODE),
    country: matching("country", /^[A-Z]{2}$/),
    way: one("way", WAYS),
    presence: one("presence", PRESENCE),
    indico: one("indico", INDICO),
    note: one("note", NOTE),
    // "since" in addresses and long acts of before there was an end.
    from: day("from") ?? day("since"),
    until: day("until"),
  };
}

/** The filter as an address's query, always in the same order; "" for the whole list. */
export function filterQuery(filter: RegistrationFilter): string {
  const { words, states, ...rest } = filter;
  const query = new URLSearchParams();
  if (words) query.set("q", words);
  for (const state of states) query.append("state", state);
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value);
  return query.toString();
}

/** The filter of a query that `filterQuery` wrote. */
export function filterOfQuery(query: string): RegistrationFilter {
  const parameters = new URLSearchParams(query);
  return parseRegistrationFilter({
    ...Object.fromEntries(parameters),
    state: parameters.getAll("state"),
  });
}
