import { documentTexts } from "@/lib/documents/document-texts";
import { type DocumentLine, describeTax, lineTitle, totalOf } from "@/lib/documents/order-summary";
import type { Locale } from "@/lib/i18n/locales";
import type { MailAttachment, OutgoingMail } from "@/lib/mail/outgoing-mail";
import { renderMailHtml } from "@/lib/mail/render-html";
import { renderMailText } from "@/lib/mail/render-text";
import { type FoundWording, reword } from "@/lib/mail/wording";
import { formatAmount } from "@/lib/money/format";

/** What every mail says of its conference; texts in the mail's language. */
export type MailConference = {
  name: string;
  organiser: string;
  contactEmail: string;
  city: string;
  /** IANA name, "Europe/Lisbon": the clock of all times in the mail. */
  timeZone: string;
  /** `#rrggbb`. */
  colour: string;
  /** The organiser's own words of this letter, every variable filled in. */
  wording?: FoundWording | undefined;
};

/** An order as a mail lists it. */
export type MailOrder = {
  number: number;
  currency: string;
  lines: readonly DocumentLine[];
  /** "VAT". */
  taxName: string;
};

/** A mail without its address. */
export type Mail = Omit<OutgoingMail, "mailId" | "recipient">;

/** A label and what it stands for; a code is set so that it can be read letter by letter. */
export type Fact = { label: string; value: string; isCode?: boolean };

export type Block =
  | { kind: "paragraph"; text: string; lang?: Locale | undefined }
  | { kind: "small"; text: string }
  | { kind: "code"; code: string }
  | { kind: "facts"; facts: readonly Fact[] }
  | { kind: "order"; title: string; lines: readonly OrderRow[]; total: OrderRow; tax: string }
  | { kind: "image"; cid: string; alt: string; caption: string }
  | { kind: "button"; label: string; url: string };

export type OrderRow = { title: string; detail: string; amount: string } & Pick<DocumentLine, "nameIn" | "detailIn">;

/** What one letter says; `compose` gives it its two forms. */
export type Letter = {
  subject: string;
  /** Where things stand, in a word or two. */
  status?: { tone: "ok" | "wait" | "bad"; words: string };
  heading: string;
  /** The language of the heading, where it is not that of the letter. */
  headingIn?: Locale | undefined;
  blocks: readonly Block[];
  /** Why it was sent, at its foot: about a registration unless said otherwise. */
  about?: "registration" | "account";
  attachments?: readonly MailAttachment[];
};

/** Plain text and HTML of the same letter, block by block, so that neither says more than the other. */
export function composeMail(written: Letter, conference: MailConference, locale: Locale): Mail {
  const letter = conference.wording ? reword(written, conference.wording) : written;
  return {
    subject: oneLine(letter.subject),
    text: renderMailText(letter, conference, locale),
    html: renderMailHtml(letter, conference, locale),
    replyTo: conference.contactEmail, // answers go to people
    attachments: letter.attachments ?? [],
  };
}

/** The order's lines and its sum, as a block. */
export function orderBlock(order: MailOrder, total: "to-pay" | "paid", title: string, locale: Locale): Block {
  const { currency, lines, taxName } = order;
  return {
    kind: "order",
    title,
    lines: lines.map((line) => ({
      title: lineTitle(line, locale),
      detail: line.detail,
      amount: formatAmount(line.gross, locale),
      nameIn: line.nameIn,
      detailIn: line.detailIn,
    })),
    total: {
      title: documentTexts(locale)(`order.${total}`, { currency }),
      detail: "",
      amount: formatAmount(totalOf(lines, currency), locale),
    },
    tax: describeTax(lines, taxName, locale),
  };
}

/** A subject is one line, whatever a name contains. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
