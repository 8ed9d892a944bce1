import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { isMasked, readRawCard, readRecordedCard } from "@/lib/convio/read-card";
import type { RegistrationDocument } from "@/lib/convio/request-document";
import type { GroupPayment } from "@/lib/groups/group";
import type { RawCard } from "@/lib/payments/card-charger";
import { err, ok, type Result } from "@/lib/result";

export type PaymentRules = {
  isServer: boolean;
  /** Servers alone: the money has come, and is only recorded. */
  recordOnly: boolean;
  /** The operator lets cards come straight to us. */
  takesCards: boolean;
  now: Date;
};

/** How a document pays. `card` is charged after the places are held. */
export type ReadPayment = { payment: GroupPayment; card: RawCard | null };

/**
 * How a document pays, by the rules of its servlet. Asked only where there is something to pay, except `refuseAnyway`.
 * Source: the reference page (a server's card is recorded, never charged); a client's cash and checks are promises.
 */
export function readPayment(
  { payment, primary }: RegistrationDocument,
  rules: PaymentRules,
): Result<ReadPayment, ConvioRefusal> {
  const type = payment.paymentType;
  if (!type) return refuse(9, "paymentType is missing: this registration costs something.");
  const note =
    payment.checkNumber && !hasCardNumber(payment.checkNumber.value) ? `Check ${payment.checkNumber.value}` : "";
  switch (type.value) {
    case "CASH":
    case "CHECK": {
      const text = type.value === "CHECK" ? note.slice(0, 100) || "Check" : "Cash";
      const kept: GroupPayment = rules.isServer
        ? { kind: "received", note: text, card: null }
        : { kind: "promised", note: text };
      return ok({ payment: kept, card: null });
    }
    case "CREDIT_CARD":
      return rules.isServer ? readServersCard(payment, rules) : readClientsCard(payment, primary, rules);
    default:
      return refuse(2767, "paymentType must be CREDIT_CARD, CASH or CHECK.");
  }
}

/** What is refused whether or not there is something to pay: a card's number where none may be, a client that records. */
export function refuseAnyway({ payment }: RegistrationDocument, rules: PaymentRules): Result<void, ConvioRefusal> {
  if (!rules.isServer) return rules.recordOnly ? refuse(2767, "recordOnly is for the server API.") : ok(undefined);
  const isCharged = payment.paymentType?.value === "CREDIT_CARD" && !rules.recordOnly;
  if (isCharged) return refuse(2767, "The server API charges no card: recordOnly=true records one.");
  const number = payment.creditCardNumber?.value;
  return number !== undefined && !isMasked(number) ? refuse(2768) : ok(undefined);
}

function readServersCard(
  payment: RegistrationDocument["payment"],
  { recordOnly }: PaymentRules,
): Result<ReadPayment, ConvioRefusal> {
  if (!recordOnly) return refuse(2767);
  const card = readRecordedCard(payment);
  return card.ok ? ok({ payment: { kind: "received", note: "Card", card: card.value }, card: null }) : card;
}

function readClientsCard(
  payment: RegistrationDocument["payment"],
  primary: RegistrationDocument["primary"],
  { takesCards, now }: PaymentRules,
): Result<ReadPayment, ConvioRefusal> {
  if (!takesCards) return refuse(2767, "No card can be charged here: paymentType CASH or CHECK.");
  const card = readRawCard(payment, primary.elements.email?.value ?? "", now);
  return card.ok ? ok({ payment: { kind: "charge" }, card: card.value }) : err(card.error);
}

/** Somebody may put a card's number where a check's belongs. */
function hasCardNumber(text: string): boolean {
  return text.replace(/[^\d]/g, "").length >= 12;
}
