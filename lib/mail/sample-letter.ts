import "server-only";
import { db } from "@/lib/db/client";
import type { DocumentLine } from "@/lib/documents/order-summary";
import { mailConference } from "@/lib/documents/read-order";
import { env } from "@/lib/env";
import type { Locale } from "@/lib/i18n/locales";
import type { Mail } from "@/lib/mail/compose";
import { findWordingFor } from "@/lib/mail/find-wording-of";
import { composeHoldLapsed } from "@/lib/mail/letters/hold-lapsed";
import { composeMoneyUnmatched } from "@/lib/mail/letters/money-unmatched";
import { composeOrderByTransfer } from "@/lib/mail/letters/order-by-transfer";
import { composeOrderOnSite } from "@/lib/mail/letters/order-on-site";
import { composePaymentConfirmed } from "@/lib/mail/letters/payment-confirmed";
import { composePurchaseOrderApproved } from "@/lib/mail/letters/purchase-order-approved";
import { composePurchaseOrderDeclined } from "@/lib/mail/letters/purchase-order-declined";
import { composePurchaseOrderReceived } from "@/lib/mail/letters/purchase-order-received";
import { composeRegistrationCancelled } from "@/lib/mail/letters/registration-cancelled";
import { composeRegistrationConfirmed } from "@/lib/mail/letters/registration-confirmed";
import type { TransferDetails } from "@/lib/mail/letters/transfer-blocks";
import { composeVerificationCode } from "@/lib/mail/letters/verification-code";
import { fillWording, type WordedLetter, type Wording } from "@/lib/mail/wording";
import { formatMoney } from "@/lib/money/format";
import { money, splitGross } from "@/lib/money/money";

const DAY_MS = 86_400_000;
const FIRST_NAME = "Ingibjörg";
const LAST_NAME = "Árnadóttir";
const REGISTRATION = "417";
const ORDER = 388;

/**
 * A letter as one invented registration would get it; nothing of it leaves anything behind.
 * @param wording words that are not saved yet; left out: the saved ones
 * @returns null when there is no such conference
 */
export async function composeSample(
  { conferenceId, letter, locale }: { conferenceId: number; letter: WordedLetter; locale: Locale },
  { now, wording }: { now: Date; wording?: Wording },
): Promise<Mail | null> {
  const client = await db();
  const stored = await client.conference.findUnique({ where: { id: conferenceId } });
  if (!stored) return null;
  const { currency, taxBasisPoints, taxName } = stored;
  const registrationUrl = `${env().publicUrl}/r/SAMPLE`;
  const amount = money(42_000, currency);
  const plain = mailConference(stored, locale);
  const words = fillWording(await findWordingFor({ conferenceId, letter, locale }, wording), {
    ...{ conference: plain.name, organiser: plain.organiser, city: plain.city, contact: plain.contactEmail },
    ...{ "first-name": FIRST_NAME, "last-name": LAST_NAME, registration: REGISTRATION, order: String(ORDER) },
    ...{ amount: formatMoney(amount, locale), link: registrationUrl },
  });
  const conference = { ...plain, wording: words };
  const lineOf = (gross = amount): DocumentLine => ({
    ...{ name: "Regular", detail: "", quantity: 1, gross, taxBasisPoints },
    tax: splitGross(gross, taxBasisPoints).tax,
  });
  const order = { number: ORDER, currency, taxName, lines: [lineOf()] };
  const common = { conference, order, registrationUrl };
  const institute = "Norðurhöfn Marine Institute";
  const later = new Date(now.getTime() + 14 * DAY_MS);
  const transfer: TransferDetails = {
    accountHolder: stored.accountHolder ?? stored.organiser,
    iban: stored.iban ?? "–",
    bic: stored.bic,
    amount,
    reference: "RF86 SAMPLE 417",
    dueOn: later,
    epcText: null,
  };
  const about = { ...common, firstName: FIRST_NAME, attachments: [] };
  switch (letter) {
    case "verification-code": {
      const linkUrl = `${env().publicUrl}/verify/link/SAMPLE`;
      return composeVerificationCode({ conference, code: "482913", linkUrl, expiresAt: now }, locale);
    }
    case "order-by-transfer":
      return composeOrderByTransfer({ ...common, transfer }, locale);
    case "order-on-site":
      return composeOrderOnSite({ ...common, registrationNumber: REGISTRATION }, locale);
    case "purchase-order-received":
      return composePurchaseOrderReceived(
        { ...common, institute, instituteOrderNumber: "PO-4411", heldUntil: later },
        locale,
      );
    case "purchase-order-approved":
      return composePurchaseOrderApproved({ ...common, institute, transfer }, locale);
    case "purchase-order-declined":
      return composePurchaseOrderDeclined({ ...common, institute, amount, reason: "…", heldUntil: later }, locale);
    case "payment-confirmed": {
      const paid = { receiptNumber: "388", paidAt: now, paidBy: { way: "card", cardLastFour: "4242" } as const };
      return composePaymentConfirmed({ ...about, ...paid }, locale);
    }
    case "registration-confirmed":
      return composeRegistrationConfirmed(
        { ...about, order: { ...order, lines: [lineOf(money(0, currency))] } },
        locale,
      );
    case "hold-lapsed":
      return composeHoldLapsed({ ...common, heldUntil: now }, locale);
    case "money-unmatched":
      return composeMoneyUnmatched(
        { conference, amount, arrivedAt: now, reason: "overpaid", orderNumber: ORDER, registrationUrl },
        locale,
      );
    case "registration-cancelled":
      return composeRegistrationCancelled(
        { conference, registrationNumber: REGISTRATION, paid: amount, refund: null },
        locale,
      );
  }
}
