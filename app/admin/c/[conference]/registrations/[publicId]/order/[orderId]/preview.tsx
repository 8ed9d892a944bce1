import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { DefinitionList } from "@/components/ui/definition-list";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { formatAmount, formatMoney } from "@/lib/money/format";
import type { AmendmentDraft } from "@/lib/orders/draft-amendment";
import type { Amending } from "./load-amending";

type PreviewProps = { draft: AmendmentDraft; amending: Amending; action: string };

/** What would become of the order, its money and its places; confirmed, exactly that is done. */
export function Preview({ draft, amending, action }: PreviewProps) {
  const t = useTranslations("admin-registration.amend");
  const ways = useTranslations("admin.registration.ways");
  const locale = useLocale();
  const { amendment, catalogue, order } = amending;
  const { currency } = catalogue;
  const sum = (minor: number) => formatMoney({ minor, currency }, locale);
  const dueMinor = draft.totalMinor - draft.receivedMinor;
  const howItWas = ({ frozenId, quantity }: AmendmentDraft["lines"][number]) => {
    const before = draft.before.find(({ id }) => id === frozenId);
    if (!before) return t("new");
    return before.quantity === quantity ? t("kept") : t("was", { count: before.quantity });
  };
  const gone = draft.before.filter(({ id }) => !draft.lines.some(({ frozenId }) => frozenId === id));
  const isBlocked = draft.shortages.length > 0 && !amendment.mayOverbook;
  const isOnCardPage = order?.payments.some(
    ({ way, state }) => way === "card" && (state === "created" || state === "pending"),
  );
  return (
    <Section title={t("would-be")} className="mt-6" id="preview">
      <div className="mt-3">
        <DataTable
          caption={t("would-be")}
          columns={[
            { key: "name", head: t("item") },
            { key: "count", head: t("count"), align: "right", width: "w-16" },
            { key: "gross", head: currency, align: "right", width: "w-28" },
          ]}
          rows={draft.lines.map((line, index) => ({
            key: `${line.kind}-${line.code}-${index}`,
            cells: {
              name: (
                <>
                  {line.name}
                  <small>
                    {line.isOverridden
                      ? t("set-by-staff", { price: sum(line.unitMinor) })
                      : [line.windowLabel, howItWas(line)].filter(Boolean).join(", ")}
                  </small>
                </>
              ),
              count: <span className="num">{line.quantity}</span>,
              gross: <span className="num">{formatAmount({ minor: line.grossMinor, currency }, locale)}</span>,
            },
          }))}
        />
      </div>
      <DefinitionList
        className="mt-3 max-w-prose"
        items={[
          ...(gone.length ? [{ term: t("gone"), value: gone.map(({ name }) => name).join(", ") }] : []),
          ...(order ? [{ term: t("total-before"), value: sum(order.totalMinor) }] : []),
          { term: t("total-after"), value: sum(draft.totalMinor) },
          { term: t("received"), value: sum(draft.receivedMinor) },
          dueMinor < 0
            ? { term: t("excess"), value: sum(-dueMinor) }
            : { term: t("due"), value: dueMinor === 0 ? sum(0) : `${sum(dueMinor)}, ${ways(amendment.way)}` },
        ]}
      />
      {order?.settledAt && dueMinor > 0 && <Note title={t("owes-is")}>{t("owes-do")}</Note>}
      {dueMinor < 0 && <Note tone="wait">{t("excess-do")}</Note>}
      {isOnCardPage && <Note tone="wait">{t("card-page")}</Note>}
      {draft.shortages.map(({ quotaId, name, free, wanted }) => (
        <Note key={quotaId} tone={isBlocked ? "bad" : "wait"} title={t("short", { name, free, wanted })}>
          {t(isBlocked ? "short-do" : "short-beyond")}
        </Note>
      ))}
      {!isBlocked && (
        <form action={`${action}/confirm`} method="post" className="mt-4">
          <input type="hidden" name="seen" value={draft.seen} />
          <Button type="submit" look="primary" size="middle">
            {t("confirm", { sum: sum(draft.totalMinor) })}
          </Button>
        </form>
      )}
    </Section>
  );
}
