import "server-only";
import { db } from "@/lib/db/client";
import type { Mail as MailRow } from "@/lib/db/generated/client";
import { mailConference, readOrder, receivedOn, registrationUrl } from "@/lib/documents/read-order";
import { env } from "@/lib/env";
import type { Locale } from "@/lib/i18n/locales";
import { wordingOf } from "@/lib/mail/find-wording-of";
import { composeMoneyUnmatched, type MoneyUnmatched } from "@/lib/mail/letters/money-unmatched";
import { composeRefundDone } from "@/lib/mail/letters/refund-done";
import { composeHandedOver } from "@/lib/mail/letters/registration-handed-over";
import { composeTakenOver } from "@/lib/mail/letters/registration-taken-over";
import { composeStaffMessage } from "@/lib/mail/letters/staff-message";
import { composeVerificationCode } from "@/lib/mail/letters/verification-code";
import type { LetterFacts } from "@/lib/mail/queue-mail";
import { composeSample } from "@/lib/mail/sample-letter";
import { isWordedLetter } from "@/lib/mail/wording";
import type { Written } from "@/lib/mail/written";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { shownNumber } from "@/lib/registration/shown-number";
import { err, ok } from "@/lib/result";

/** Another letter as an invented registration would get it. */
export async function writeSample(
  { conferenceId, sampleOf }: LetterFacts["sample"],
  locale: Locale,
  now: Date,
): Promise<Written> {
  const mail = isWordedLetter(sampleOf) && (await composeSample({ conferenceId, letter: sampleOf, locale }, { now }));
  return mail ? ok(mail) : err("order-gone");
}

/** The page that spends the mail's one-time link, by a button: mail scanners open links. */
const ONE_TIME_PATH = "/verify/link/";

/** The code, and the one-time link, that prove a mailbox; pointless once they have run out. */
export async function writeCode(
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

/** Money that fits no order. */
export async function writeUnmatched({ suspenseId }: LetterFacts["money-unmatched"], locale: Locale): Promise<Written> {
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

/** The staff's own words. */
export async function writeStaffMessage(
  { conferenceId }: MailRow,
  facts: LetterFacts["staff-message"],
  locale: Locale,
): Promise<Written> {
  const conference =
    conferenceId === null ? null : await (await db()).conference.findUnique({ where: { id: conferenceId } });
  if (!conference) return err("registration-gone");
  return ok(composeStaffMessage({ conference: mailConference(conference, locale), ...facts }, locale));
}

/** A registration went from one person to another: what each of the two is told. */
export async function writeTransferred(
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

/** A refund that was made. Of money in suspense the order is the one that it came for. */
export async function writeRefund({ refundId }: LetterFacts["refund-done"], locale: Locale): Promise<Written> {
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
