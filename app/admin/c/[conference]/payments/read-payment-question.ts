import { PAYMENT_STATES, PAYMENT_WAYS, type PaymentQuestion } from "@/lib/payments/list-payments";
import { utcFromLocal } from "@/lib/time/zone";

const DAY_MS = 86_400_000;
const LAST_PAGE = 100_000;

/** What an address asks of the payments; a part that cannot be read asks nothing. `typed` is what was understood. */
export function readPaymentQuestion(
  searchParams: Record<string, string | string[] | undefined>,
  zone: string,
): { question: PaymentQuestion; typed: Record<string, string> } {
  const text = (name: string) => {
    const value = searchParams[name];
    return typeof value === "string" ? value.slice(0, 200).replaceAll("\u0000", "").trim() : "";
  };
  const way = PAYMENT_WAYS.find((one) => one === text("way")) ?? null;
  const state = PAYMENT_STATES.find((one) => one === text("state")) ?? null;
  const from = startOfDay(text("from"), zone);
  const until = startOfDay(text("until"), zone);
  const page = /^\d{1,6}$/.test(text("page")) ? Math.min(Math.max(Number(text("page")), 1), LAST_PAGE) : 1;
  const typed = {
    ...{ q: text("q"), way: way ?? "", state: state ?? "" },
    ...{ from: from ? text("from") : "", until: until ? text("until") : "" },
  };
  return {
    question: { words: typed.q, way, state, from, until: until && new Date(until.getTime() + DAY_MS), page },
    typed: Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== "")),
  };
}

/** The moment at which a typed day begins in a zone; null when it is none. */
export function startOfDay(day: string, zone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const at = utcFromLocal(`${day}T00:00`, zone);
  return at.ok ? at.value : null;
}
