import type { ConvioRefusal } from "@/lib/convio/errors";
import { refuse } from "@/lib/convio/errors";
import type { PaymentElement, RegistrationDocument } from "@/lib/convio/request-document";
import { isCountryCode } from "@/lib/countries/countries";
import type { RecordedCard } from "@/lib/groups/group";
import type { RawCard } from "@/lib/payments/card-charger";
import { ok, type Result } from "@/lib/result";

type Payment = RegistrationDocument["payment"];

const textOf = (payment: Payment, name: PaymentElement) => payment[name]?.value ?? "";

const BILLING = [
  "billingFirstName",
  "billingLastName",
  "billingStreet1",
  "billingCity",
  "billingZip",
  "billingCountry",
] as const satisfies PaymentElement[];

/**
 * A card to be charged, checked as far as that can be without its bank: billing address (2765), number, expiry and
 * verification code (2677). No message repeats any of it.
 */
export function readRawCard(payment: Payment, email: string, now: Date): Result<RawCard, ConvioRefusal> {
  const missing = BILLING.find((name) => !payment[name]);
  if (missing) return refuse(2765, `${missing} is missing.`);
  const country = textOf(payment, "billingCountry").toUpperCase();
  if (!isCountryCode(country)) return refuse(2765, "billingCountry must be a code of ISO 3166-1 in two letters.");
  const number = textOf(payment, "creditCardNumber").replace(/[ -]/g, "");
  if (!/^\d{12,19}$/.test(number) || !isLuhnValid(number))
    return refuse(2677, "creditCardNumber is not a card's number.");
  const expiry = readExpiry(payment);
  if (!expiry) return refuse(2677, "creditCardExpMonth and creditCardExpYear must name a month: 7 and 2031.");
  if (now.getTime() >= Date.UTC(expiry.year, expiry.month, 1)) return refuse(2677, "The card has expired.");
  const verificationCode = textOf(payment, "creditCardVerificationCode");
  if (!/^\d{3,4}$/.test(verificationCode)) return refuse(2677, "creditCardVerificationCode is missing or not valid.");
  return ok({
    number,
    expiryMonth: expiry.month,
    expiryYear: expiry.year,
    verificationCode,
    holder: {
      name: ["billingFirstName", "billingMiddleName", "billingLastName"]
        .map((name) => textOf(payment, name as PaymentElement))
        .filter(Boolean)
        .join(" "),
      email,
      line1: textOf(payment, "billingStreet1"),
      line2: [textOf(payment, "billingStreet2"), textOf(payment, "billingStreet3")].filter(Boolean).join(", "),
      city: textOf(payment, "billingCity"),
      state: textOf(payment, "billingState") || textOf(payment, "billingCounty"),
      postalCode: textOf(payment, "billingZip"),
      country,
    },
  });
}

/** A number of which the last four digits alone are there: what a server may say of a card that it charged itself. */
export function isMasked(number: string): boolean {
  return /^\*{8,15}\d{4}$/.test(number);
}

/** What is kept of a card that was charged elsewhere; its number has to be masked (2768). */
export function readRecordedCard(payment: Payment): Result<RecordedCard, ConvioRefusal> {
  const number = textOf(payment, "creditCardNumber");
  if (!isMasked(number)) return refuse(2768);
  const expiry = readExpiry(payment);
  const brand = textOf(payment, "creditCardType");
  return ok({
    // A type of card, never a number in its place.
    brand: /^[\p{L}][\p{L} -]{0,29}$/u.test(brand) ? brand : "",
    lastFour: number.slice(-4),
    expiry: expiry ? `${expiry.year}-${String(expiry.month).padStart(2, "0")}` : "",
  });
}

function readExpiry(payment: Payment): { month: number; year: number } | null {
  const [month, year] = [textOf(payment, "creditCardExpMonth"), textOf(payment, "creditCardExpYear")];
  if (!/^(0?[1-9]|1[0-2])$/.test(month) || !/^(\d\d|20\d\d)$/.test(year)) return null;
  return { month: Number(month), year: year.length === 2 ? 2_000 + Number(year) : Number(year) };
}

function isLuhnValid(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
