import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { Mail as MailRow } from "@/lib/db/generated/client";
import {
  documentOrder,
  mailConference,
  paidBy,
  readOrder,
  receiptNumberOf,
  receivedOn,
  registrationUrl,
  type StoredOrder,
  transferDetails,
} from "@/lib/documents/read-order";
import { env } from "@/lib/env";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { attachDocuments } from "@/lib/mail/attach-documents";
import type { Mail } from "@/lib/mail/compose";
import { composeHoldLapsed } from "@/lib/mail/letters/hold-lapsed";
import { composeMoneyUnmatched, type MoneyUnmatched } from "@/lib/mail/letters/money-unmatched";
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
import { composeStaffMessage } from "@/lib/mail/letters/staff-message";
import { composeVerificationCode } from "@/lib/mail/letters/verification-code";
import type { Letter, LetterFacts } from "@/lib/mail/queue-mail";
import { money } from "@/lib/money/money";
import { shownNumber } from "@/lib/registration/shown-number";
import { err, ok, type Result } from "@/lib/result";

/** Why a queued mail has nothing to say any more; staff read it beside the mail. */
export type Pointless = "code-expired" | "order-gone" | "no-bank-account" | "money-gone" | "registration-gone";

type Written = Result<Mail, Pointless>;

/** Composes a mail of the outbox, in its language, from what the database says now. */
export async function writeLetter(row: MailRow, now: Date): Promise<Written> {
  const letter = row.letter as Letter;
  const locale = isLocale(row.locale) ? row.locale : "en";
  const facts = row.facts as LetterFacts[Letter];
  if (letter === "verification-code") return writeCode(facts as LetterFacts["verification-code"], locale, now);
  if (letter === "money-unmatched") return writeUnmatched(facts as LetterFacts["money-unmatched"], locale);
  if (letter === "refund-done") return writeRefund(facts as LetterFacts["refund-done"], locale);
  if (letter === "staff-message") return writeStaffMessage(row, facts as LetterFacts["staff-message"], locale);
  if (letter === "registration-handed-over" || letter === "registration-taken-over") {
    return writeTransferred(letter, facts as LetterFacts["registration-taken-over"], locale);
  }
  const order = await readOrder((facts as { orderId: number }).orderId);
  return order ? ORDER_LETTERS[letter](order, locale, row.createdAt) : err("order-gone");
}

/** The page that spends the mail's one-time link, by a button: mail scanners open links. */
const ONE_TIME_PATH = "/verify/link/";

async function writeCode(
  { linkRequestId, code, linkSecret }: LetterFacts["verification-code"],
  locale: Locale,
  now: Date,
): Promise<Written> {
  const request = await (await db()).linkRequest.findUnique({
    where: { id: linkRequestId },
    include: { conference: true },
  });
  if (!request?.expiresAt || request.expiresAt <= now) return err("code-expired");
  const { conference, expiresAt } = request;
  const linkUrl = `${env().publicUrl}${ONE_TIME_PATH}${linkSecret}`;
  return ok(
    composeVerificationCode({ conference: mailConference(conference, locale), code, linkUrl, expiresAt }, locale),
  );
}

async function writeUnmatched({ suspenseId }: LetterFacts["money-unmatched"], locale: Locale): Promise<Written> {
  const suspense = await (await db()).suspense.findUnique({
    where: { id: suspenseId },
    include: { conference: true, order: { include: { payer: true } } },
  });
  if (!suspense?.order) return err("money-gone");
  const { conference, order, amountMinor, currency, createdAt, reason } = suspense;
  return ok(
    composeMoneyUnmatched(
      {
        conference: mailConference(conference, locale),
        amount: money(amountMinor, currency),
        arrivedAt: createdAt,
        reason: reason as MoneyUnmatched["reason"],
        orderNumber: order.number,
        registrationUrl: registrationUrl(order),
      },
      locale,
    ),
  );
}

async function writeStaffMessage(
  { conferenceId }: MailRow,
  facts: LetterFacts["staff-message"],
  locale: Locale,
): Promise<Written> {
  const conference =
    conferenceId === null ? null : await (await db()).conference.findUnique({ where: { id: conferenceId } });
  if (!conference) return err("registration-gone");
  return ok(composeStaffMessage({ conference: mailConference(conference, locale), ...facts }, locale));
}

async function writeTransferred(
  letter: "registration-handed-over" | "registration-taken-over",
  { registrationId }: LetterFacts["registration-taken-over"],
  locale: Locale,
): Promise<Written> {
  const registration = await (await db()).registration.findUnique({
    where: { id: registrationId },
    include: { conference: true },
  });
  if (!registration) return err("registration-gone");
  const conference = mailConference(registration.conference, locale);
  const data = { conference, registrationNumber: shownNumber(registration, registration.conference) };
  return ok(
    letter === "registration-handed-over"
      ? composeHandedOver(data, locale)
      : composeTakenOver({ ...data, registrationUrl: registrationUrl({ payer: registration }) }, locale),
  );
}

/** Of money in suspense the order is the one that it came for. */
async function writeRefund({ refundId }: LetterFacts["refund-done"], locale: Locale): Promise<Written> {
  const refund = await (await db()).refund.findUnique({
    where: { id: refundId },
    include: { payment: true, suspense: true },
  });
  const orderId = refund?.orderId ?? refund?.suspense?.orderId ?? refund?.payment.orderId;
  const order = orderId ? await readOrder(orderId) : null;
  // The bank may have given it back meanwhile: then nothing was refunded.
  if (refund?.state !== "done" || !order) return err("money-gone");
  const owed = order.totalMinor - receivedOn(order).minor;
  const isOwing = refund.orderId !== null && order.state === "placed" && order.lapsedAt === null && owed > 0;
  const { amountMinor, currency, way, doneAt, updatedAt, payment } = refund;
  return ok(
    composeRefundDone(
      {
        conference: mailConference(order.conference, locale),
        amount: money(amountMinor, currency),
        ...{ way, cardLastFour: payment.cardLastFour, doneAt: doneAt ?? updatedAt, orderNumber: order.number },
        owes: isOwing ? money(owed, order.currency) : null,
        registrationUrl: registrationUrl(order),
      },
      locale,
    ),
  );
}

type OrderLetter = Exclude<
  Letter,
  | "verification-code"
  | "money-unmatched"
  | "refund-done"
  | "staff-message"
  | "registration-handed-over"
  | "registration-taken-over"
>;

/** @param since when the event happened that the mail tells */
type WriteOrderLetter = (order: StoredOrder, locale: Locale, since: Date) => Written | Promise<Written>;

/** What every letter about an order needs. */
const common = (order: StoredOrder, locale: Locale) => ({
  conference: mailConference(order.conference, locale),
  order: documentOrder(order, locale),
  registrationUrl: registrationUrl(order),
});

const ORDER_LETTERS: Record<OrderLetter, WriteOrderLetter> = {
  "order-by-transfer": async (order, locale) => {
    const transfer = transferDetails(order);
    return transfer
      ? ok(await composeOrderByTransfer({ ...common(order, locale), transfer }, locale))
      : err("no-bank-account");
  },

  "order-on-site": (order, locale) =>
    ok(
      composeOrderOnSite(
        { ...common(order, locale), registrationNumber: shownNumber(order.payer, order.conference) },
        locale,
      ),
    ),

  "purchase-order-received": (order, locale) => {
    const { institute, orderNumber } = readPurchaseOrder(order);
    const held = { instituteOrderNumber: orderNumber, heldUntil: order.holdUntil };
    return ok(composePurchaseOrderReceived({ ...common(order, locale), institute, ...held }, locale));
  },

  "purchase-order-approved": async (order, locale) => {
    const { institute } = readPurchaseOrder(order);
    const transfer = transferDetails(order);
    return transfer
      ? ok(await composePurchaseOrderApproved({ ...common(order, locale), institute, transfer }, locale))
      : err("no-bank-account");
  },

  "purchase-order-declined": (order, locale) => {
    const { institute, reason } = readPurchaseOrder(order);
    const amount = money(order.totalMinor, order.currency);
    const data = { ...common(order, locale), institute, amount, reason, heldUntil: order.holdUntil };
    return ok(composePurchaseOrderDeclined(data, locale));
  },

  "payment-confirmed": async (order, locale, since) => {
    const data = {
      ...common(order, locale),
      ...paidBy(order),
      firstName: order.payer.firstName,
      receiptNumber: receiptNumberOf(order),
      attachments: await attachDocuments(order, locale, since),
    };
    return ok(composePaymentConfirmed(data, locale));
  },

  "registration-confirmed": async (order, locale, since) => {
    const { firstName } = order.payer;
    const attachments = await attachDocuments(order, locale, since);
    return ok(composeRegistrationConfirmed({ ...common(order, locale), firstName, attachments }, locale));
  },

  "hold-lapsed": (order, locale, since) =>
    ok(composeHoldLapsed({ ...common(order, locale), heldUntil: order.lapsedAt ?? since }, locale)),

  "order-amended": async (order, locale) => {
    const transfer = order.way === "on_site" || order.settledAt ? null : transferDetails(order);
    const total = money(order.totalMinor, order.currency);
    const data = { ...common(order, locale), total, received: receivedOn(order), transfer };
    return ok(await composeOrderAmended(data, locale));
  },

  "registration-cancelled": (order, locale) => {
    const data = {
      registrationNumber: shownNumber(order.payer, order.conference),
      paid: receivedOn(order),
      refund: null,
    };
    return ok(composeRegistrationCancelled({ conference: mailConference(order.conference, locale), ...data }, locale));
  },
};

/** The institute as the person gave it, and what staff answered. */
const PurchaseOrder = z.object({
  institute: z.string().catch(""),
  orderNumber: z.string().catch(""),
  reason: z.string().catch(""),
});

function readPurchaseOrder({ purchaseOrder }: StoredOrder) {
  return PurchaseOrder.parse(purchaseOrder ?? {});
}
