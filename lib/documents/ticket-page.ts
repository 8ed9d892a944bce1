import { documentTexts } from "@/lib/documents/document-texts";
import { lineTitle } from "@/lib/documents/order-summary";
import type { Locale } from "@/lib/i18n/locales";
import { formatDays } from "@/lib/time/format-days";

/** A complete registration, for its ticket; texts in the ticket's language. */
export type TicketData = {
  conference: {
    slug: string;
    name: string;
    organiser: string;
    city: string;
    /** `#rrggbb`. */
    colour: string;
    /** First and last day, as midnight UTC (a database `date`). */
    startsOn: Date;
    endsOn: Date;
  };
  /** Both forms of the registration's code, from `ticketCode`. */
  scan: string;
  short: string;
  /** As people read it, from `shownNumber`. */
  registrationNumber: string;
  /** What is empty is left out. */
  person: { firstName: string; lastName: string; affiliation: string; country: string };
  category: string;
  /** `detail`: time, names of guests; empty for none. */
  services: readonly { name: string; quantity: number; detail: string }[];
  /** When it became complete: the document's own date. */
  registeredAt: Date;
};

/** Every text of a ticket, ready to be set. */
export type TicketPage = {
  title: string;
  conference: { name: string; city: string; dates: string };
  person: TicketData["person"];
  code: string;
  show: string;
  category: string;
  number: string;
  services: { key: string; title: string; detail: string }[];
};

/** Says what a ticket says; how it looks is `ticket-pdf.tsx`. */
export function ticketPage(data: TicketData, locale: Locale): TicketPage {
  const texts = documentTexts(locale);
  const { conference, person } = data;
  return {
    title: texts("ticket.title", { name: `${person.firstName} ${person.lastName}`.trim() }),
    conference: {
      name: conference.name,
      city: conference.city,
      dates: formatDays(conference.startsOn, conference.endsOn, locale),
    },
    person,
    code: data.short,
    show: texts("ticket.show"),
    category: data.category,
    number: data.registrationNumber,
    services: data.services.map((service, index) => ({
      key: String(index),
      title: lineTitle(service, locale),
      detail: service.detail,
    })),
  };
}
