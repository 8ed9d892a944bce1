import { ACTOR_KINDS, type AuditQuestion } from "@/lib/audit/search-audit";
import { endOfDay, startOfDay } from "@/lib/time/days";

type Typed = Partial<Record<"q" | "who" | "from" | "until" | "object" | "id", string>>;

/** What an address asks of the log; a part that cannot be read asks nothing. `typed` is what was understood. */
export function readAuditQuestion(
  searchParams: Record<string, string | string[] | undefined>,
  zone: string,
): { question: AuditQuestion; typed: Typed } {
  const text = (name: string) => {
    const value = searchParams[name];
    return typeof value === "string" ? value.slice(0, 200).replaceAll("\u0000", "") : "";
  };
  const who = ACTOR_KINDS.find((kind) => kind === text("who")) ?? null;
  const from = startOfDay(text("from"), zone);
  const until = endOfDay(text("until"), zone);
  const isOfOne = text("object") !== "" && text("id") !== "";
  const typed = {
    ...{ q: text("q"), who: who ?? "", from: from ? text("from") : "", until: until ? text("until") : "" },
    ...(isOfOne ? { object: text("object"), id: text("id") } : {}),
  };
  return {
    question: {
      words: typed.q,
      actorKind: who,
      object: isOfOne ? { object: text("object"), objectId: text("id") } : null,
      from,
      until,
      beforeSeq: /^\d{1,18}$/.test(text("before")) ? BigInt(text("before")) : null,
    },
    typed: Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== "")),
  };
}
