import { useLocale, useTranslations } from "next-intl";
import type { BadgeProps } from "@/components/badge/badge";
import { describeTax, lineTitle } from "@/lib/documents/order-summary";
import { windowNote } from "@/lib/documents/window-note";
import { translated } from "@/lib/i18n/translated";
import { formatAmount } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import type { Journey } from "@/lib/registration/load-journey";
import { useHold } from "../../../attendee-stage";
import type { Choosing } from "./load-choosing";

/** The badge as the choice stands now, which nothing holds yet. */
export function usePreviewBadge(
  { conference, order }: Journey,
  { catalogue, preview }: Choosing,
): Pick<BadgeProps, "marks" | "category" | "stub"> {
  const locale = useLocale();
  const t = useTranslations("attendee.frame");
  const hold = useHold(conference, order);
  const { currency, totalMinor } = preview;
  if (preview.lines.length === 0)
    return { marks: undefined, category: undefined, stub: { small: t("nothing-yet"), hold } };
  const lines = preview.lines.map((line) => ({
    ...line,
    detail: line.kind === "category" ? windowNote(line.name, line.windowLabel, locale) : "",
    gross: money(line.grossMinor, currency),
    tax: money(line.taxMinor, currency),
  }));
  return {
    category: lines.find(({ kind }) => kind === "category")?.name,
    marks: catalogue.services.flatMap(({ code, name, mark }) => {
      const quantity = lines.find((line) => line.kind === "service" && line.code === code)?.quantity ?? 0;
      return quantity > 0 ? [{ mark, label: t("mark", { name, count: quantity }), count: quantity }] : [];
    }),
    stub: {
      lines: lines.map((line) => ({
        key: `${line.kind} ${line.code}`,
        title: lineTitle(line, locale),
        note: line.detail || undefined,
        amount: formatAmount(line.gross, locale),
      })),
      total: { title: t("total", { currency }), amount: formatAmount(money(totalMinor, currency), locale) },
      small: describeTax(lines, translated(conference, locale).taxName, locale) || undefined,
      hold,
    },
  };
}
