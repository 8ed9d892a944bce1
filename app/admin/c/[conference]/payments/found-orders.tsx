import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/data-table";
import { formatMoney } from "@/lib/money/format";
import type { FoundOrder } from "@/lib/payments/find-orders";

type FoundOrdersProps = { orders: readonly FoundOrder[]; act: (order: FoundOrder) => ReactNode };

/** Orders that a search found, what each lacks, and what is done with it. */
export function FoundOrders({ orders, act }: FoundOrdersProps) {
  const t = useTranslations("admin-payments");
  const states = useTranslations("states.order");
  const locale = useLocale();
  return (
    <DataTable
      caption={t("orders")}
      columns={[
        { key: "who", head: t("who") },
        { key: "missing", head: t("missing"), align: "right", width: "w-36" },
        { key: "act", head: t("act"), align: "right", width: "w-28" },
      ]}
      rows={orders.map((order) => ({
        key: order.publicId,
        cells: {
          who: (
            <>
              <b>{order.name}</b>
              <small>
                {t("order", { number: order.number })}, <span className="code">{order.reference}</span>
              </small>
            </>
          ),
          missing: (
            <>
              <span className="num">
                {formatMoney(
                  { minor: Math.max(0, order.totalMinor - order.receivedMinor), currency: order.currency },
                  locale,
                )}
              </span>
              <small>{states(order.state)}</small>
            </>
          ),
          act: act(order),
        },
      }))}
    />
  );
}
