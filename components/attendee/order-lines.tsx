import type { ReactNode } from "react";
import { Amount } from "@/components/attendee/amount";
import { Lines } from "@/components/ui/lines";
import type { Money } from "@/lib/money/money";

export type OrderLine = { key: string; title: ReactNode; note?: ReactNode; amount: Money };

type OrderLinesProps = {
  lines: readonly OrderLine[];
  /** Title with the currency: "Paid by card, EUR". */
  total: { title: ReactNode; amount: Money };
};

/** What was bought, with its sum. */
export function OrderLines({ lines, total }: OrderLinesProps) {
  return (
    <Lines
      className="mt-3.5"
      lines={lines.map(({ amount, ...line }) => ({ ...line, amount: <Amount of={amount} /> }))}
      total={{ title: total.title, amount: <Amount of={total.amount} /> }}
    />
  );
}
