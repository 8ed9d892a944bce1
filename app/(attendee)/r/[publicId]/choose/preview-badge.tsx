import { useTranslations } from "next-intl";
import type { BadgeProps } from "@/components/badge/badge";
import { usePageLocale } from "@/components/page-locale";
import { Words } from "@/components/words";
import { describeTax, lineTitle } from "@/lib/documents/order-summary";
import { promotionNote } from "@/lib/documents/promotion-note";
import { windowNote } from "@/lib/documents/window-note";
import type { Locale } from "@/lib/i18n/locales";
import { languageOf, translated } from "@/lib/i18n/translated";
import { formatAmount } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { itemOf } from "@/lib/orders/items-of-lines";
import type { Journey } from "@/lib/registration/load-journey";
import { useHold } from "../../../attendee-stage";
import type { Choosing } from "./load-choosing";

/** The badge as the choice stands now, which nothing holds yet. */
export function usePreviewBadge(
  { conference, order }: Journey,
  { catalogue, preview }: Choosing,
): Pick<BadgeProps, "marks" | "category" | "stub"> {
  const locale = usePageLocale();
  const t = useTranslations("attendee.frame");
  const hold = useHold(conference, order);
  const { currency, totalMinor } = preview;
  if (preview.lines.length === 0)
    return { marks: undefined, category: undefined, stub: { small: t("nothing-yet"), hold } };
  const lines = preview.lines.map((line) => ({
    ...line,
    ...languagesOf(line, catalogue, locale),
    detail: [
      line.kind === "category" ? windowNote(line.name, line.windowLabel, locale) : "",
      promotionNote({ ...line, promotion: line.promotionId === null ? null : catalogue.promotion }, currency, locale),
    ]
      .filter(Boolean)
      .join(", "),
    gross: money(line.grossMinor, currency),
    tax: money(line.taxMinor, currency),
  }));
  const category = lines.find(({ kind }) => kind === "category");
  return {
    category: category && <Words lang={category.nameIn}>{category.name}</Words>,
    marks: catalogue.services.flatMap(({ code, name, mark }) => {
      const quantity = lines.find((line) => line.kind === "service" && line.code === code)?.quantity ?? 0;
      return quantity > 0 ? [{ mark, label: t("mark", { name, count: quantity }), count: quantity }] : [];
    }),
    stub: {
      lines: lines.map((line) => ({
        key: `${line.kind} ${line.code}`,
        title: <Words lang={line.nameIn}>{lineTitle(line, locale)}</Words>,
        note: line.detail && <Words lang={line.detailIn}>{line.detail}</Words>,
        amount: formatAmount(line.gross, locale),
      })),
      total: { title: t("total", { currency }), amount: formatAmount(money(totalMinor, currency), locale) },
      small: describeTax(lines, translated(conference, locale).taxName, locale) || undefined,
      hold,
    },
  };
}

/** The languages of what a line says: the catalogue has put the page's words in where there are some. */
function languagesOf(
  line: Choosing["preview"]["lines"][number],
  catalogue: Choosing["catalogue"],
  locale: Locale,
): { nameIn: Locale | undefined; detailIn: Locale | undefined } {
  const item = itemOf(catalogue, line);
  const window = item?.windows.find(({ label }) => label === line.windowLabel);
  return {
    nameIn: item && languageOf(item, "name", locale),
    detailIn: window && languageOf(window, "label", locale),
  };
}
