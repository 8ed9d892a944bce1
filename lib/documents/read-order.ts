import "server-only";
import { formatCreditorReference } from "@/lib/bank/creditor-reference";
import { epcQrCode } from "@/lib/bank/epc-qr-code";
import { formatIban } from "@/lib/bank/iban";
import { countryName } from "@/lib/countries/countries";
import { db } from "@/lib/db/client";
import type { Conference, OrderLine, Prisma } from "@/lib/db/generated/client";
import { type CalendarData, calendarFile } from "@/lib/documents/calendar";
import type { PaidBy } from "@/lib/documents/document-texts";
import type { DocumentLine } from "@/lib/documents/order-summary";
import { promotionNote } from "@/lib/documents/promotion-note";
import type { ReceiptData } from "@/lib/documents/receipt-page";
import { ticketCode } from "@/lib/documents/ticket-code";
import type { TicketData } from "@/lib/documents/ticket-page";
import { windowNote } from "@/lib/documents/window-note";
import { env } from "@/lib/env";
import type { Locale } from "@/lib/i18n/locales";
import { languageOf, translated } from "@/lib/i18n/translated";
import type { MailConference, MailOrder } from "@/lib/mail/compose";
import type { TransferDetails } from "@/lib/mail/letters/transfer-blocks";
import { type Money, money } from "@/lib/money/money";
import { shownNumber } from "@/lib/registration/shown-number";
import { formatDayAndTime } from "@/lib/time/format";

const WITH_ALL = {
  conference: true,
  payer: true,
  lines: {
    orderBy: { id: "asc" },
    include: {
      guests: { orderBy: { position: "asc" } },
      service: true,
      promotion: { select: { code: true } },
    },
  },
  payments: { orderBy: { id: "desc" } },
  ledger: true,
} satisfies Prisma.OrderInclude;

export type StoredOrder = Prisma.OrderGetPayload<{ include: typeof WITH_ALL }>;

/** An order with all that letters and documents tell of it; null when there is none. */
export async function readOrder(orderId: number): Promise<StoredOrder | null> {
  return (await db()).order.findUnique({ where: { id: orderId }, include: WITH_ALL });
}

/** What every mail says of its conference, in the mail's language. */
export function mailConference(
  conference: Conference & Pick<MailConference, "wording">,
  locale: Locale,
): MailConference & { slug: string } {
  const { slug, name, organiser, contactEmail, city, timeZone, colour } = translated(conference, locale);
  return { slug, name, organiser, contactEmail, city, timeZone, colour, wording: conference.wording };
}

/** The payer's own page. */
export function registrationUrl({ payer }: { payer: { publicId: string } }): string {
  return `${env().publicUrl}/r/${payer.publicId}`;
}

/** What is needed of an order to list it. */
type ListedOrder = Pick<StoredOrder, "number" | "currency"> & {
  conference: Pick<Conference, "taxName" | "timeZone" | "translations">;
  lines: (OrderLine & {
    guests: { name: string }[];
    service: { startsAt: Date | null } | null;
    promotion: { code: string } | null;
  })[];
};

/** The order as letters, documents and pages list it, prices as frozen. */
export function documentOrder({ number, currency, conference, lines }: ListedOrder, locale: Locale): MailOrder {
  return {
    number,
    currency,
    taxName: translated(conference, locale).taxName,
    lines: lines.map((line): DocumentLine => {
      const { name, windowLabel } = translated(line, locale);
      const { quantity, grossMinor, taxMinor, taxBasisPoints, guests, service } = line;
      const time = service?.startsAt ? formatDayAndTime(service.startsAt, conference.timeZone, locale) : "";
      const names = guests.map((guest) => guest.name).join(", ");
      return {
        name,
        detail: [
          line.categoryId ? windowNote(name, windowLabel, locale) : "",
          promotionNote(line, currency, locale),
          ...[time, names],
        ]
          .filter(Boolean)
          .join(", "),
        nameIn: languageOf(line, "name", locale),
        detailIn: line.categoryId ? languageOf(line, "windowLabel", locale) : locale,
        quantity,
        gross: money(grossMinor, currency),
        tax: money(taxMinor, currency),
        taxBasisPoints,
      };
    }),
  };
}

/** What the payer must know to transfer what is missing; null where the conference names no account. */
export function transferDetails(order: StoredOrder): TransferDetails | null {
  const { conference, reference, totalMinor, currency, dueOn } = order;
  const { accountHolder, iban, bic } = conference;
  if (!accountHolder || !iban || !dueOn) return null;
  const missingMinor = totalMinor - receivedOn(order).minor;
  const amount = money(missingMinor > 0 ? missingMinor : totalMinor, currency);
  const epc = epcQrCode({
    name: accountHolder,
    iban,
    ...(bic ? { bic } : {}),
    amount,
    remittance: { creditorReference: reference },
  });
  return {
    accountHolder,
    iban: formatIban(iban),
    bic,
    amount,
    reference: formatCreditorReference(reference),
    dueOn,
    epcText: epc.ok ? epc.value : null,
  };
}

/** How and when the money came that settled the order. */
export function paidBy({
  way,
  payments,
  settledAt,
  placedAt,
  updatedAt,
}: Pick<StoredOrder, "way" | "payments" | "settledAt" | "placedAt" | "updatedAt">): {
  paidBy: PaidBy;
  paidAt: Date;
} {
  const settling = payments.find((payment) => payment.state === "confirmed" && payment.way === way);
  return {
    paidBy: { way: way ?? "free", cardLastFour: settling?.cardLastFour ?? null },
    paidAt: settledAt ?? placedAt ?? updatedAt,
  };
}

/** "2027-0388", as people quote a receipt: the conference's year and the number of the order's receipt. */
export function receiptNumberOf({
  conference,
  receiptNumber,
}: {
  conference: { startsOn: Date };
  receiptNumber: number | null;
}): string {
  return `${conference.startsOn.getUTCFullYear()}-${String(receiptNumber ?? 0).padStart(4, "0")}`;
}

/** A settled order for its receipt, in the receipt's language. */
export function receiptData(order: StoredOrder, locale: Locale): ReceiptData {
  const { slug, name, subtitle, organiser, contactEmail, taxNumber, city, timeZone, colour, startsOn, endsOn } =
    translated(order.conference, locale);
  const { payer } = order;
  return {
    conference: { slug, name, subtitle, organiser, contactEmail, taxNumber, city, timeZone, colour, startsOn, endsOn },
    number: receiptNumberOf(order),
    order: documentOrder(order, locale),
    registrationNumber: shownNumber(payer, order.conference),
    payer: {
      name: [payer.title, payer.firstName, payer.lastName].filter(Boolean).join(" "),
      affiliation: payer.affiliation,
      address: payer.address,
      country: payer.country ? countryName(payer.country, locale) : "",
      madeOutTo: payer.invoiceName,
      vatNumber: payer.vatNumber,
      orderNumber: payer.invoiceOrderNumber,
    },
    ...paidBy(order),
  };
}

/** A complete registration for its ticket, in the ticket's language. */
export function ticketData(order: StoredOrder, locale: Locale): TicketData {
  const { slug, name, organiser, city, colour, startsOn, endsOn } = translated(order.conference, locale);
  const { payer } = order;
  const { lines } = documentOrder(order, locale);
  return {
    conference: { slug, name, organiser, city, colour, startsOn, endsOn },
    ...ticketCode(payer.publicId),
    registrationNumber: shownNumber(payer, order.conference),
    person: {
      firstName: payer.firstName,
      lastName: payer.lastName,
      affiliation: payer.affiliation,
      country: payer.country ? countryName(payer.country, locale) : "",
    },
    category: lines.find((_, index) => order.lines[index]?.categoryId)?.name ?? "",
    services: lines.filter((_, index) => order.lines[index]?.serviceId),
    registeredAt: order.settledAt ?? order.placedAt ?? order.updatedAt,
  };
}

/** What the person has paid and not got back. */
export function receivedOn({ ledger, currency }: StoredOrder): Money {
  return money(
    ledger.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    currency,
  );
}

/** What was bought that has a time, as a calendar shows it. */
export function timedServices({ lines }: StoredOrder, locale: Locale): CalendarData["services"] {
  return lines.flatMap(({ service }) => {
    if (!service?.startsAt || !service.endsAt) return [];
    const { code, name, place } = translated(service, locale);
    return [{ code, name, place, startsAt: service.startsAt, endsAt: service.endsAt }];
  });
}

/** The calendar file of the conference and the booked services that have a time. */
export function orderCalendar(order: StoredOrder, locale: Locale, now: Date): string {
  const conference = translated(order.conference, locale);
  const services = timedServices(order, locale);
  return calendarFile({ conference, services, sessions: [], registrationUrl: registrationUrl(order) }, now);
}
