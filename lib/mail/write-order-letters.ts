import "server-only";
import { z } from "zod";
import {
  documentOrder,
  mailConference,
  paidBy,
  receiptNumberOf,
  receivedOn,
  registrationUrl,
  type StoredOrder,
  transferDetails,
} from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { attachDocuments } from "@/lib/mail/attach-documents";
import type { MailConference } from "@/lib/mail/compose";
import { composeChangeApproved } from "@/lib/mail/letters/change-approved";
import { composeHoldLapsed } from "@/lib/mail/letters/hold-lapsed";
import { composeOrderAmended, type OrderAmended } from "@/lib/mail/letters/order-amended";
import { composeOrderByTransfer } from "@/lib/mail/letters/order-by-transfer";
import { composeOrderOnSite } from "@/lib/mail/letters/order-on-site";
import { composePaymentConfirmed } from "@/lib/mail/letters/payment-confirmed";
import { composePurchaseOrderApproved } from "@/lib/mail/letters/purchase-order-approved";
import { composePurchaseOrderDeclined } from "@/lib/mail/letters/purchase-order-declined";
import { composePurchaseOrderReceived } from "@/lib/mail/letters/purchase-order-received";
import { composeRegistrationCancelled } from "@/lib/mail/letters/registration-cancelled";
import { composeRegistrationConfirmed } from "@/lib/mail/letters/registration-confirmed";
import type { Letter, LetterFacts } from "@/lib/mail/queue-mail";
import type { Written } from "@/lib/mail/written";
import { money } from "@/lib/money/money";
import { shownNumber } from "@/lib/registration/shown-number";
import { err, ok } from "@/lib/result";

/** A letter that tells of an order, by its id. */
export type OrderLetter = { [L in Letter]: LetterFacts[L] extends { orderId: number } ? L : never }[Letter];

/** An order with the organiser's words of its letter. */
type WordedOrder = StoredOrder & { conference: Pick<MailConference, "wording"> };

/** @param since when the event happened that the mail tells */
type WriteOrderLetter = (order: WordedOrder, locale: Locale, since: Date) => Written | Promise<Written>;

/** What every letter about an order needs. */
const common = (order: WordedOrder, locale: Locale) => ({
  conference: mailConference(order.conference, locale),
  order: documentOrder(order, locale),
  registrationUrl: registrationUrl(order),
});

/** What the letters of a changed order need. */
function amended(order: WordedOrder, locale: Locale): OrderAmended {
  const transfer = order.way === "on_site" || order.settledAt ? null : transferDetails(order);
  const total = money(order.totalMinor, order.currency);
  return { ...common(order, locale), total, received: receivedOn(order), transfer };
}

/** Every letter about an order. */
export const ORDER_LETTERS: Record<OrderLetter, WriteOrderLetter> = {
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

  "order-amended": async (order, locale) => ok(await composeOrderAmended(amended(order, locale), locale)),

  "change-approved": async (order, locale) => ok(await composeChangeApproved(amended(order, locale), locale)),

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
