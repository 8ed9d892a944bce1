import { describePaidBy, documentTexts, formatTaxRate, type PaidBy } from "@/lib/documents/document-texts";
import { type DocumentLine, lineTitle, taxByRate, totalOf } from "@/lib/documents/order-summary";
import type { Locale } from "@/lib/i18n/locales";
import { formatAmount } from "@/lib/money/format";
import { subtract } from "@/lib/money/money";
import { formatDate } from "@/lib/time/format";
import { formatDays } from "@/lib/time/format-days";

/** A paid order, for its receipt; texts in the receipt's language. */
export type ReceiptData = {
  conference: {
    slug: string;
    name: string;
    subtitle: string;
    organiser: string;
    contactEmail: string;
    /** The organiser's own; empty for none. */
    taxNumber: string;
    city: string;
    timeZone: string;
    /** `#rrggbb`. */
    colour: string;
    /** First and last day, as midnight UTC (a database `date`). */
    startsOn: Date;
    endsOn: Date;
  };
  /** As people quote it: "2027-0388". */
  number: string;
  order: { number: number; currency: string; taxName: string; lines: readonly DocumentLine[] };
  /** As people read it, from `shownNumber`. */
  registrationNumber: string;
  /** Whom the receipt is made out to; what is empty is left out. */
  payer: {
    name: string;
    affiliation: string;
    address: string;
    country: string;
    /** In place of name and affiliation, where somebody else wants it in their books. */
    madeOutTo: string;
    vatNumber: string;
    orderNumber: string;
  };
  paidAt: Date;
  paidBy: PaidBy;
};

/** Every text of a receipt, ready to be set. */
export type ReceiptPage = {
  title: string;
  conference: { name: string; subtitle: string; city: string; dates: string };
  number: { label: string; value: string };
  /** `rest` has one line for each thing to say. */
  parties: { label: string; name: string; rest: string }[];
  facts: { label: string; value: string }[];
  heads: { item: string; net: string; tax: string; gross: string };
  rows: ReceiptRow[];
  total: ReceiptRow;
  /** One row per rate, when there is more than one. */
  rates: { label: string; rows: ReceiptRow[] } | null;
};

export type ReceiptRow = { key: string; title: string; detail: string; net: string; tax: string; gross: string };

/** Says what a receipt says; how it looks is `receipt-pdf.tsx`. */
export function receiptPage(data: ReceiptData, locale: Locale): ReceiptPage {
  const texts = documentTexts(locale);
  const { conference, order, payer } = data;
  const { currency, lines, taxName } = order;
  const rates = taxByRate(lines);
  const total = totalOf(lines, currency);
  const net = rates.reduce((sum, row) => subtract(sum, row.tax), total);
  const amounts = (row: Record<"net" | "tax" | "gross", typeof total>) => ({
    net: formatAmount(row.net, locale),
    tax: formatAmount(row.tax, locale),
    gross: formatAmount(row.gross, locale),
  });
  const rate = (basisPoints: number) =>
    basisPoints === 0
      ? texts("receipt.exempt", { tax: taxName })
      : texts("receipt.rate", { tax: taxName, rate: formatTaxRate(basisPoints, locale) });
  const taxNumber = (number: string) => number && texts("receipt.tax-number", { tax: taxName, number });
  return {
    title: texts("receipt.title", { number: data.number }),
    conference: {
      name: conference.name,
      subtitle: conference.subtitle,
      city: conference.city,
      dates: `${formatDays(conference.startsOn, conference.endsOn, locale)} ${conference.endsOn.getUTCFullYear()}`,
    },
    number: { label: texts("receipt.number"), value: data.number },
    parties: [
      {
        label: texts("receipt.for"),
        name: payer.madeOutTo || payer.name,
        rest: linesOf(
          payer.madeOutTo ? payer.name : payer.affiliation,
          payer.address,
          payer.country,
          taxNumber(payer.vatNumber),
          payer.orderNumber && texts("receipt.payers-order", { number: payer.orderNumber }),
        ),
      },
      {
        label: texts("receipt.from"),
        name: conference.organiser,
        rest: linesOf(conference.city, conference.contactEmail, taxNumber(conference.taxNumber)),
      },
    ],
    facts: [
      { label: texts("receipt.paid-on"), value: formatDate(data.paidAt, conference.timeZone, locale) },
      { label: texts("receipt.by"), value: describePaidBy(data.paidBy, locale) },
      { label: texts("receipt.order"), value: String(order.number) },
      { label: texts("receipt.registration"), value: data.registrationNumber },
    ],
    heads: {
      item: texts("receipt.item"),
      net: texts("receipt.net", { currency }),
      tax: texts("receipt.tax", { tax: taxName, currency }),
      gross: texts("receipt.gross", { currency }),
    },
    rows: lines.map((line, index) => ({
      key: String(index),
      title: lineTitle(line, locale),
      detail: [line.detail, rates.length > 1 ? rate(line.taxBasisPoints) : ""].filter(Boolean).join(", "),
      ...amounts({ net: subtract(line.gross, line.tax), tax: line.tax, gross: line.gross }),
    })),
    total: {
      key: "total",
      title: texts("receipt.total", { currency }),
      detail: rates.length === 1 && rates[0] ? rate(rates[0].basisPoints) : "",
      ...amounts({ net, tax: subtract(total, net), gross: total }),
    },
    rates:
      rates.length > 1
        ? {
            label: texts("receipt.tax-summary", { tax: taxName }),
            rows: rates.map((row) => ({
              key: String(row.basisPoints),
              title: rate(row.basisPoints),
              detail: "",
              ...amounts(row),
            })),
          }
        : null,
  };
}

/** One thing a line; what is empty is left out. */
function linesOf(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== "").join("\n");
}
