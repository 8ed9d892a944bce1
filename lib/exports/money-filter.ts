import { LedgerKind, PaymentWay } from "@/lib/db/generated/enums";
import { endOfDay, startOfDay } from "@/lib/time/days";

/** Which rows of the ledger, or which lines, an export collects; null asks nothing. */
export type MoneyFilter = {
  /** Days of the conference, "2027-03-01", the last one included. */
  from: string | null;
  until: string | null;
  way: PaymentWay | null;
  /** Of the ledger alone: what an entry is. */
  kind: LedgerKind | null;
  /** Of lines alone: whether what was ordered is paid, and the code of what was sold. */
  money: "paid" | "owing" | null;
  category: string | null;
  service: string | null;
};

export const LEDGER_KINDS = Object.values(LedgerKind);
export const LINE_MONEY = ["paid", "owing"] as const;

/** The ways that money comes by; what costs nothing is in no ledger, but on lines. */
export const MONEY_WAYS = Object.values(PaymentWay).filter((way) => way !== "free");
export const LINE_WAYS = Object.values(PaymentWay);

/** What each sheet with money can be filtered by. */
export const FILTERS_OF = {
  payments: ["from", "until", "way", "kind"],
  lines: ["from", "until", "way", "money", "category", "service"],
} as const satisfies Record<string, readonly (keyof MoneyFilter)[]>;

const CODE = /^[\w.-]{1,64}$/;
const ANY_ZONE = "UTC";

/** What a query asks for; a part that cannot be read asks nothing. */
export function parseMoneyFilter(query: string): MoneyFilter {
  const parameters = new URLSearchParams(query);
  const text = (name: string) => parameters.get(name) ?? "";
  const day = (name: string) => (startOfDay(text(name), ANY_ZONE) ? text(name) : null);
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === text(name)) ?? null;
  const code = (name: string) => (CODE.test(text(name)) ? text(name) : null);
  return {
    ...{ from: day("from"), until: day("until") },
    ...{ way: one("way", LINE_WAYS), kind: one("kind", LEDGER_KINDS), money: one("money", LINE_MONEY) },
    ...{ category: code("category"), service: code("service") },
  };
}

/** The moments between which the filter's days lie, as a condition; nothing where it has none. */
export function between({ from, until }: MoneyFilter, zone: string): { gte?: Date; lt?: Date } {
  const begin = from && startOfDay(from, zone);
  const end = until && endOfDay(until, zone);
  return { ...(begin ? { gte: begin } : {}), ...(end ? { lt: end } : {}) };
}
