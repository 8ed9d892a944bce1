import { epcQrCode } from "@/lib/bank/epc-qr-code";
import type { DocumentLine } from "@/lib/documents/order-summary";
import type { Locale, ShippedLocale } from "@/lib/i18n/locales";
import type { Mail, MailConference, MailOrder } from "@/lib/mail/compose";
import { composeChangeApproved } from "@/lib/mail/letters/change-approved";
import { composeChangeDecided } from "@/lib/mail/letters/change-decided";
import { composeHoldLapsed } from "@/lib/mail/letters/hold-lapsed";
import { composeMoneyUnmatched } from "@/lib/mail/letters/money-unmatched";
import { composeOrderAmended } from "@/lib/mail/letters/order-amended";
import { composeOrderByTransfer } from "@/lib/mail/letters/order-by-transfer";
import { composeOrderOnSite } from "@/lib/mail/letters/order-on-site";
import { composePaymentConfirmed } from "@/lib/mail/letters/payment-confirmed";
import { composePurchaseOrderApproved } from "@/lib/mail/letters/purchase-order-approved";
import { composePurchaseOrderDeclined } from "@/lib/mail/letters/purchase-order-declined";
import { composePurchaseOrderReceived } from "@/lib/mail/letters/purchase-order-received";
import { composeRefundDone } from "@/lib/mail/letters/refund-done";
import { composeRegistrationCancelled } from "@/lib/mail/letters/registration-cancelled";
import { composeRegistrationConfirmed } from "@/lib/mail/letters/registration-confirmed";
import { composeHandedOver } from "@/lib/mail/letters/registration-handed-over";
import { composeTakenOver } from "@/lib/mail/letters/registration-taken-over";
import { composeSessionNews } from "@/lib/mail/letters/session-news";
import { composeStaffInvitation } from "@/lib/mail/letters/staff-invitation";
import { composeStaffMessage } from "@/lib/mail/letters/staff-message";
import { composeStaffPasswordReset } from "@/lib/mail/letters/staff-password-reset";
import type { TransferDetails } from "@/lib/mail/letters/transfer-blocks";
import { composeVerificationCode } from "@/lib/mail/letters/verification-code";
import { money, splitGross } from "@/lib/money/money";

export const conference: MailConference & { slug: string } = {
  slug: "mareograph-2027",
  name: "Mareograph 2027",
  organiser: "The Tidewater Society",
  contactEmail: "registration@tidewater.example.org",
  city: "Aveiro",
  timeZone: "Europe/Lisbon",
  colour: "#0a7a8c",
};

function line(name: string, detail: string, quantity: number, grossMinor: number): DocumentLine {
  const gross = money(grossMinor, "EUR");
  return { name, detail, quantity, gross, tax: splitGross(gross, 2300).tax, taxBasisPoints: 2300 };
}

export const order: MailOrder = {
  number: 388,
  currency: "EUR",
  taxName: "VAT",
  lines: [
    line("Regular member", "early price", 1, 42_000),
    line("Conference dinner", "Wed 16 June, 19:30", 2, 17_000),
    line("Boat to the Costa Nova gauge", "Thu 17 June, 14:00", 1, 6000),
    line("Accompanying person", "Þorsteinn Árnason", 1, 12_000),
  ],
};

const amount = money(77_000, "EUR");
const epc = epcQrCode({
  name: "The Tidewater Society",
  iban: "PT50000201231234567890154",
  bic: "EXMPPTPL",
  amount,
  remittance: { creditorReference: "RF86MAR270417" },
});

export const transfer: TransferDetails = {
  accountHolder: "The Tidewater Society",
  iban: "PT50 0002 0123 1234 5678 9015 4",
  bic: "EXMPPTPL",
  amount,
  reference: "RF86 MAR2 7041 7",
  dueOn: new Date("2027-04-05T00:00:00Z"),
  epcText: epc.ok ? epc.value : null,
};

const registrationUrl = "https://register.example.org/r/8QF4MW2KABCDEFGHJK";
const institute = "Norðurhöfn Marine Institute";
const heldUntil = new Date("2027-03-22T15:10:00Z");

/** Every letter with the facts that it must tell in both forms, per language. */
export const LETTERS: Record<
  string,
  { compose: (locale: Locale) => Mail | Promise<Mail>; facts: Record<ShippedLocale, string[]> }
> = {
  "verification-code": {
    compose: (locale) =>
      composeVerificationCode(
        {
          conference,
          code: "482913",
          linkUrl: "https://register.example.org/verify/Zk3s?a=1&b=2",
          expiresAt: new Date("2027-03-22T14:14:00Z"),
        },
        locale,
      ),
    facts: {
      en: ["482913", "Mon 22 March 2027, 14:14 in Lisbon", "https://register.example.org/verify/Zk3s?a=1&b=2"],
      it: ["482913", "lun 22 marzo 2027, 14:14 (ora di Lisbona)"],
    },
  },
  "order-by-transfer": {
    compose: (locale) => composeOrderByTransfer({ conference, order, transfer, registrationUrl }, locale),
    facts: {
      en: [
        "PT50 0002 0123 1234 5678 9015 4",
        "EXMPPTPL",
        "RF86 MAR2 7041 7",
        "EUR 770.00",
        "Mon 5 April 2027",
        "Conference dinner × 2",
        "Includes 23 % VAT, 143.99.",
        registrationUrl,
      ],
      it: ["RF86 MAR2 7041 7", "EUR 770,00", "lun 5 aprile 2027", "Comprende VAT 23 %, 143,99."],
    },
  },
  "order-on-site": {
    compose: (locale) => composeOrderOnSite({ conference, order, registrationNumber: "417", registrationUrl }, locale),
    facts: { en: ["EUR 770.00", "Aveiro", "417", "number 388"], it: ["EUR 770,00", "417", "numero 388"] },
  },
  "purchase-order-received": {
    compose: (locale) =>
      composePurchaseOrderReceived(
        { conference, order, institute, instituteOrderNumber: "PO-4411/27", heldUntil: null, registrationUrl },
        locale,
      ),
    facts: { en: [institute, "PO-4411/27", "EUR 770.00", "held until then"], it: [institute, "PO-4411/27"] },
  },
  "purchase-order-approved": {
    compose: (locale) =>
      composePurchaseOrderApproved({ conference, order, institute, transfer, registrationUrl }, locale),
    facts: { en: [institute, "RF86 MAR2 7041 7", "Mon 5 April 2027"], it: [institute, "RF86 MAR2 7041 7"] },
  },
  "purchase-order-declined": {
    compose: (locale) =>
      composePurchaseOrderDeclined(
        { conference, institute, amount, reason: "No agreement with this institute.", heldUntil, registrationUrl },
        locale,
      ),
    facts: {
      en: [institute, "No agreement with this institute.", "Mon 22 March 2027, 15:10 in Lisbon"],
      it: [institute, "No agreement with this institute."],
    },
  },
  "payment-confirmed": {
    compose: (locale) =>
      composePaymentConfirmed(
        {
          conference,
          order,
          firstName: "Ingibjörg",
          receiptNumber: "2027-0388",
          paidAt: new Date("2027-03-22T14:04:00Z"),
          paidBy: { way: "card", cardLastFour: "4242" },
          attachments: [],
          registrationUrl,
        },
        locale,
      ),
    facts: {
      en: [
        "See you in Aveiro, Ingibjörg.",
        "2027-0388",
        "Mon 22 March 2027",
        "card ending 4242",
        "Paid, EUR",
        "770.00",
      ],
      it: ["Ci vediamo ad Aveiro, Ingibjörg.", "2027-0388", "carta che termina con 4242", "770,00"],
    },
  },
  "registration-confirmed": {
    compose: (locale) =>
      composeRegistrationConfirmed(
        {
          conference,
          order: { ...order, lines: [line("Invited speaker", "", 1, 0)] },
          firstName: "",
          attachments: [],
          registrationUrl,
        },
        locale,
      ),
    facts: { en: ["See you in Aveiro.", "Invited speaker", "0.00"], it: ["Ci vediamo ad Aveiro.", "0,00"] },
  },
  "hold-lapsed": {
    compose: (locale) => composeHoldLapsed({ conference, order, heldUntil, registrationUrl }, locale),
    facts: { en: ["Mon 22 March 2027, 15:10 in Lisbon", "Take them back"], it: ["lun 22 marzo 2027, 15:10"] },
  },
  "money-unmatched": {
    compose: (locale) =>
      composeMoneyUnmatched(
        { conference, amount, arrivedAt: heldUntil, reason: "places-gone", orderNumber: 388, registrationUrl },
        locale,
      ),
    facts: { en: ["EUR 770.00", "number 388", "Mon 22 March 2027, 15:10 in Lisbon"], it: ["EUR 770,00", "numero 388"] },
  },
  "refund-done": {
    compose: (locale) =>
      composeRefundDone(
        {
          ...{ conference, amount, way: "card", cardLastFour: "4242", doneAt: heldUntil, orderNumber: 388 },
          ...{ owes: money(38_500, "EUR"), registrationUrl },
        },
        locale,
      ),
    facts: {
      en: ["EUR 770.00 goes back", "ending in 4242", "EUR 385.00 are to be paid"],
      it: ["EUR 770,00", "termina con 4242", "EUR 385,00"],
    },
  },
  "registration-cancelled": {
    compose: (locale) =>
      composeRegistrationCancelled(
        { conference, registrationNumber: "417", paid: amount, refund: money(38_500, "EUR") },
        locale,
      ),
    facts: { en: ["417", "EUR 385.00 goes back"], it: ["417", "EUR 385,00 tornano"] },
  },
  "order-amended": {
    compose: (locale) =>
      composeOrderAmended(
        { conference, order, total: amount, received: money(30_000, "EUR"), transfer: null, registrationUrl },
        locale,
      ),
    facts: {
      en: ["EUR 470.00 is still to pay", "EUR 300.00", "number 388", "at the desk in Aveiro", registrationUrl],
      it: ["restano da pagare EUR 470,00", "EUR 300,00", "numero 388"],
    },
  },
  "change-approved": {
    compose: (locale) =>
      composeChangeApproved(
        { conference, order, total: amount, received: money(30_000, "EUR"), transfer: null, registrationUrl },
        locale,
      ),
    facts: {
      en: ["What you asked for is done", "EUR 470.00 is still to pay", "number 388", registrationUrl],
      it: ["Quanto ha chiesto è fatto", "restano da pagare EUR 470,00", "numero 388"],
    },
  },
  "change-decided": {
    compose: (locale) =>
      composeChangeDecided(
        {
          ...{
            conference,
            isApproved: false,
            wanted: "Conference dinner: 3 in all",
            text: "For my brother.",
            registrationUrl,
          },
          answer: "The dinner is full.",
        },
        locale,
      ),
    facts: {
      en: ["Conference dinner: 3 in all", "For my brother.", "The dinner is full.", registrationUrl],
      it: ["Conference dinner: 3 in all", "For my brother.", "The dinner is full."],
    },
  },
  "session-news": {
    compose: (locale) =>
      composeSessionNews(
        {
          ...{ conference, news: "offered", agendaUrl: `${registrationUrl}/agenda` },
          session: { title: "Levelling a tide gauge", startsAt: new Date("2027-06-15T08:00:00Z"), room: "Sala 2" },
          offerUntil: new Date("2027-06-10T10:00:00Z"),
        },
        locale,
      ),
    facts: {
      en: ["Levelling a tide gauge", "Sala 2", "Take the place", `${registrationUrl}/agenda`],
      it: ["Levelling a tide gauge", "Sala 2", "Prenda il posto"],
    },
  },
  "registration-handed-over": {
    compose: (locale) => composeHandedOver({ conference, registrationNumber: "417" }, locale),
    facts: { en: ["417", "another person's"], it: ["417", "di un’altra persona"] },
  },
  "registration-taken-over": {
    compose: (locale) => composeTakenOver({ conference, registrationNumber: "417", registrationUrl }, locale),
    facts: { en: ["417", registrationUrl], it: ["417", registrationUrl] },
  },
  "staff-message": {
    compose: (locale) =>
      composeStaffMessage({ conference, subject: "Your visa", text: "It is ready.\n\nFetch it." }, locale),
    facts: { en: ["It is ready.", "Fetch it."], it: ["It is ready.", "Fetch it."] },
  },
  "staff-invitation": {
    compose: (locale) =>
      composeStaffInvitation(
        { conference, inviter: "Amara Okonkwo", linkUrl: registrationUrl, expiresAt: heldUntil },
        locale,
      ),
    facts: {
      en: ["Amara Okonkwo", registrationUrl, "Mon 22 March 2027, 15:10 in Lisbon"],
      it: ["Amara Okonkwo", registrationUrl],
    },
  },
  "staff-password-reset": {
    compose: (locale) =>
      composeStaffPasswordReset({ conference, linkUrl: registrationUrl, expiresAt: heldUntil }, locale),
    facts: { en: [registrationUrl, "Mon 22 March 2027, 15:10 in Lisbon"], it: [registrationUrl] },
  },
};
