import { PAYMENT_STATES, PAYMENT_WAYS, type PaymentQuestion } from "@/lib/payments/list-payments";
import { endOfDay, startOfDay } from "@/lib/time/days";

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
  const until = endOfDay(text("until"), zone);
  const page = /^\d{1,6}$/.test(text("page")) ? Math.min(Math.max(Number(text("page")), 1), LAST_PAGE) : 1;
  const typed = {
    ...{ q: text("q"), way: way ?? "", state: state ?? "" },
    ...{ from: from ? text("from") : "", until: until ? text("until") : "" },
  };
  return {
    question: { words: typed.q, way, state, from, until, page },
    typed: Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== "")),
  };
}
