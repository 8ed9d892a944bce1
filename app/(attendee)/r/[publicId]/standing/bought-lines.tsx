import type { ReactNode } from "react";
import { OrderLines } from "@/components/attendee/order-lines";
import { usePageLocale } from "@/components/page-locale";
import { Section } from "@/components/ui/section";
import { Words } from "@/components/words";
import { lineTitle } from "@/lib/documents/order-summary";
import { documentOrder } from "@/lib/documents/read-order";
import { money } from "@/lib/money/money";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";

type BoughtLinesProps = { journey: Journey; order: JourneyOrder; title: string; total: ReactNode };

/** The lines of an order, prices as frozen, with their times and the names of guests. */
export function BoughtLines({ journey: { conference }, order, title, total }: BoughtLinesProps) {
  const locale = usePageLocale();
  const { lines } = documentOrder({ ...order, conference }, locale);
  return (
    <Section title={title}>
      <OrderLines
        lines={lines.map((line, index) => ({
          key: String(order.lines[index]?.id),
          title: <Words lang={line.nameIn}>{lineTitle(line, locale)}</Words>,
          note: line.detail && <Words lang={line.detailIn}>{line.detail}</Words>,
          amount: line.gross,
        }))}
        total={{ title: total, amount: money(order.totalMinor, order.currency) }}
      />
    </Section>
  );
}
