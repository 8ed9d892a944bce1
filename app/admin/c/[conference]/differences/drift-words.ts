import { getLocale, getTranslations } from "next-intl/server";
import type { ListedDrift } from "@/lib/drift/load-drifts";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";

/** A difference in words: whose it is, one sentence, and both values. */
export async function driftWords() {
  const t = await getTranslations("admin-differences");
  const locale = await getLocale();
  const value = (kind: ListedDrift["kind"], side: ListedDrift["ours"]): string => {
    if (side === null) return t("values.nothing");
    if (kind === "presence") return t(side ? "values.checked-in" : "values.not-checked-in");
    if (kind === "paid_here" || kind === "paid_there") return t(side ? "values.paid" : "values.not-paid");
    if (kind === "fee") {
      const { minor, currency } = side as { minor: number; currency: string };
      return formatMoney(money(minor, currency), locale);
    }
    if (kind === "withdrawn") return t(`values.${side}` as "values.active");
    if (kind !== "only_there") return String(side);
    const { name, email, state } = side as { name: string | null; email: string | null; state: string };
    return [name, email, t(`values.${state}` as "values.active")].filter(Boolean).join(", ");
  };
  return (drift: ListedDrift) => {
    const who = nameOf(drift) || t("somebody");
    return {
      who,
      sentence: t(`sentences.${drift.kind}`, { who }),
      ours: t("here", { value: value(drift.kind, drift.ours) }),
      theirs: t("there", { value: value(drift.kind, drift.theirs) }),
    };
  };
}

function nameOf({ registration, theirs }: ListedDrift): string {
  if (registration) return `${registration.firstName} ${registration.lastName}`.trim() || registration.email;
  const { name, email } = (theirs ?? {}) as { name?: string | null; email?: string | null };
  return name || email || "";
}
