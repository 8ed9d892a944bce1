import { useTranslations } from "next-intl";
import { Amount } from "@/components/attendee/amount";
import { usePageLocale } from "@/components/page-locale";
import { DefinitionList } from "@/components/ui/definition-list";
import { Words } from "@/components/words";
import { formatCreditorReference } from "@/lib/bank/creditor-reference";
import { formatIban } from "@/lib/bank/iban";
import type { Money } from "@/lib/money/money";
import type { QrDrawing } from "@/lib/qr/draw-qr-code";
import { formatDate } from "@/lib/time/format";

export type Transfer = {
  accountHolder: string;
  /** Electronic form. */
  iban: string;
  bic?: string | null | undefined;
  amount: Money;
  /** Electronic form; absent while there is no order: it comes with the order. */
  reference?: string | undefined;
  due: Date;
  /** For banking apps; only in euro, and only with a reference. */
  qr?: QrDrawing | undefined;
};

/** Where to send the money: the table to be typed off, and the code to be scanned. */
export function TransferDetails({ transfer, timeZone }: { transfer: Transfer; timeZone: string }) {
  const t = useTranslations("attendee.transfer");
  const locale = usePageLocale();
  const { accountHolder, iban, bic, amount, reference, due, qr } = transfer;
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_auto]">
        <DefinitionList
          items={[
            { term: t("to"), value: accountHolder },
            { term: t("iban"), value: formatIban(iban), code: true },
            ...(bic ? [{ term: t("bic"), value: bic, code: true }] : []),
            { term: t("amount"), value: <Amount of={amount} withCurrency /> },
            reference
              ? { term: t("reference"), value: formatCreditorReference(reference), code: true }
              : { term: t("reference"), value: t("reference-comes") },
            { term: t("due"), value: <Words>{formatDate(due, timeZone, locale)}</Words> },
          ]}
        />
        {qr && (
          <figure className="w-32 border border-rule bg-[#ffffff] p-2.5 text-[#000000]">
            <svg
              viewBox={`0 0 ${qr.size} ${qr.size}`}
              role="img"
              aria-label={t("qr")}
              shapeRendering="crispEdges"
              className="block w-full"
            >
              <path fill="currentColor" d={qr.path} />
            </svg>
            <figcaption className="mt-1.5 text-center text-[0.6875rem] leading-[1.3]">{t("scan")}</figcaption>
          </figure>
        )}
      </div>
      <p className="mt-3 text-sm text-ink-soft">{t("why-reference")}</p>
    </>
  );
}
