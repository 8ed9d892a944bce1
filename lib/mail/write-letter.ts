import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { Conference, Mail as MailRow } from "@/lib/db/generated/client";
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
import { findWording } from "@/lib/mail/edit-wording";
import { composeHoldLapsed } from "@/lib/mail/letters/hold-lapsed";
import { composeMoneyUnmatched, type MoneyUnmatched } from "@/lib/mail/letters/money-unmatched";
import { composeOrderByTransfer } from "@/lib/mail/letters/order-by-transfer";
import { composeOrderOnSite } from "@/lib/mail/letters/order-on-site";
import { composePaymentConfirmed } from "@/lib/mail/letters/payment-confirmed";
import { composePurchaseOrderApproved } from "@/lib/mail/letters/purchase-order-approved";
import { composePurchaseOrderDeclined } from "@/lib/mail/letters/purchase-order-declined";
import { composePurchaseOrderReceived } from "@/lib/mail/letters/purchase-order-received";
import { composeRegistrationCancelled } from "@/lib/mail/letters/registration-cancelled";
import { composeRegistrationConfirmed } from "@/lib/mail/letters/registration-confirmed";
import { composeVerificationCode } from "@/lib/mail/letters/verification-code";
import type { Letter, LetterFacts } from "@/lib/mail/queue-mail";
import { composeSample } from "@/lib/mail/sample-letter";
import { fillWording, isWordedLetter, type VariableValues, type WordedLetter, type Wording } from "@/lib/mail/wording";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { shownNumber } from "@/lib/registration/shown-number";
import { err, ok, type Result } from "@/lib/result";

/** Why a queued mail has nothing to say any more; staff read it beside the mail. */
export type Pointless = "code-expired" | "order-gone" | "no-bank-account" | "money-gone";

type Written = Result<Mail, Pointless>;

/** Composes a mail of the outbox, in its language, from what the database says now. */
export async function writeLetter(row: MailRow, now: Date): Promise<Written> {
  const letter = row.letter as Letter;
  const locale = isLocale(row.locale) ? row.locale : "en";
  const facts = row.facts as LetterFacts[Letter];
  if (letter === "verification-code") return writeCode(facts as LetterFacts["verification-code"], locale, now);
  if (letter === "money-unmatched") return writeUnmatched(facts as LetterFacts["money-unmatched"], locale);
  if (letter === "sample") return writeSample(facts as LetterFacts["sample"], locale, now);
  const order = await readOrder((facts as { orderId: number }).orderId);
  if (!order) return err("order-gone");
  const wording = await wordingOf(order.conference, letter, locale, {
    "first-name": order.payer.firstName,
    "last-name": order.payer.lastName,
    registration: shownNumber(order.payer, order.conference),
    order: String(order.number),
    amount: formatMoney(money(order.totalMinor, order.currency), locale),
    link: registrationUrl(order),
  });
  return ORDER_LETTERS[letter]({ ...order, conference: { ...order.conference, wording } }, locale, row.createdAt);
}

/** The organiser's words of this letter, filled in; undefined where they left Foyer's own. */
async function wordingOf(
  conference: Conference,
  letter: WordedLetter,
  locale: Locale,
  values: VariableValues,
): Promise<Wording | undefined> {
  const wording = await findWording({ conferenceId: conference.id, letter, locale });
  if (!wording.subject && !wording.body) return undefined;
  const { name, organiser, city, contactEmail } = mailConference(conference, locale);
  return fillWording(wording, { ...values, conference: name, organiser, city, contact: contactEmail });
}

async function writeSample(
  { conferenceId, sampleOf }: LetterFacts["sample"],
  locale: Locale,
  now: Date,
): Promise<Written> {
  const mail = isWordedLetter(sampleOf) && (await composeSample({ conferenceId, letter: sampleOf, locale }, { now }));
  return mail ? ok(mail) : err("order-gone");
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
  const wording = await wordingOf(conference, "verification-code", locale, {});
  const data = { conference: mailConference({ ...conference, wording }, locale), code, linkUrl, expiresAt };
  return ok(composeVerificationCode(data, locale));
}

async function writeUnmatched({ suspenseId }: LetterFacts["money-unmatched"], locale: Locale): Promise<Written> {
  const suspense = await (await db()).suspense.findUnique({
    where: { id: suspenseId },
    include: { conference: true, order: { include: { payer: true } } },
  });
  if (!suspense?.order) return err("money-gone");
  const { conference, order, amountMinor, currency, createdAt, reason } = suspense;
  const wording = await wordingOf(conference, "money-unmatched", locale, {
    order: String(order.number),
    amount: formatMoney(money(amountMinor, currency), locale),
    link: registrationUrl(order),
  });
  return ok(
    composeMoneyUnmatched(
      {
        conference: mailConference({ ...conference, wording }, locale),
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

type OrderLetter = Exclude<Letter, "verification-code" | "money-unmatched" | "sample">;

/** An order with the organiser's words of the letter about it. */
type WordedOrder = StoredOrder & { conference: { wording?: Wording | undefined } };

/** @param since when the event happened that the mail tells */
type WriteOrderLetter = (order: WordedOrder, locale: Locale, since: Date) => Written | Promise<Written>;

/** What every letter about an order needs. */
const common = (order: WordedOrder, locale: Locale) => ({
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
