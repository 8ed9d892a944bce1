import { currencyExponent, isCurrency } from "@/lib/money/currency";
import { err, ok, type Result } from "@/lib/result";

/** `minor` is an integer in the currency's smallest unit: 1234 is EUR 12.34, JPY 1234 and KWD 1.234. */
export type Money = { readonly minor: number; readonly currency: string };

/** The largest amount that an `Int` column holds: 21,474,836.47 in a currency of two decimals. */
export const LARGEST_MINOR = 2_147_483_647;

/**
 * An amount of money.
 * @throws RangeError when `minor` has a fraction or is too large to be exact, or the currency is unknown
 */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Not an exact number of minor units: ${minor}`);
  currencyExponent(currency);
  return { minor: minor + 0, currency }; // + 0 turns -0, which prints as "-0", into 0
}

/** @throws RangeError when the currencies differ */
export function add(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return money(a.minor + b.minor, a.currency);
}

/** @throws RangeError when the currencies differ */
export function subtract(a: Money, b: Money): Money {
  requireSameCurrency(a, b);
  return money(a.minor - b.minor, a.currency);
}

/** @throws RangeError when `times` has a fraction: for a part of an amount use `share` */
export function multiply(amount: Money, times: number): Money {
  if (!Number.isSafeInteger(times)) throw new RangeError(`Not a whole number of times: ${times}`);
  return money(amount.minor * times, amount.currency);
}

/** The sum of amounts in one currency; zero for none. */
export function sum(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce(add, money(0, currency));
}

/**
 * The given share of an amount, rounded half away from zero to the minor unit: the one rounding rule of the project.
 * @param basisPoints 1/100 of a percent: 2200 is 22 %
 * @throws RangeError when either number has a fraction
 */
export function share(amount: Money, basisPoints: number): Money {
  return money(divideRounded(BigInt(amount.minor) * BigInt(basisPoints), 10_000n), amount.currency);
}

/**
 * The tax inside a gross amount. The net is rounded and the tax is the rest, so that net + tax = gross always.
 * @param basisPoints tax on the net in 1/100 of a percent: 2200 is 22 %
 * @throws RangeError when the tax is negative or has a fraction
 */
export function splitGross(gross: Money, basisPoints: number): { net: Money; tax: Money } {
  if (basisPoints < 0) throw new RangeError(`A tax is not negative: ${basisPoints}`);
  const net = money(divideRounded(BigInt(gross.minor) * 10_000n, 10_000n + BigInt(basisPoints)), gross.currency);
  return { net, tax: subtract(gross, net) };
}

/**
 * Reads a decimal amount as other systems write it: "610.00", "610", "-5.5". Decimals beyond the currency's are
 * accepted only as zeros ("1000.00" in JPY, as Indico writes it). No grouping, no decimal comma, no exponent.
 */
export function parseDecimal(
  text: string,
  currency: string,
): Result<Money, "unknown-currency" | "not-an-amount" | "too-many-decimals" | "too-large"> {
  if (!isCurrency(currency)) return err("unknown-currency");
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,16}))?$/.exec(text);
  if (!match) return err("not-an-amount");
  const [, sign, whole = "", decimals = ""] = match;
  const exponent = currencyExponent(currency);
  if (/[^0]/.test(decimals.slice(exponent))) return err("too-many-decimals");
  const minor = Number(whole + decimals.slice(0, exponent).padEnd(exponent, "0"));
  if (minor > LARGEST_MINOR) return err("too-large");
  return ok(money(sign ? -minor : minor, currency));
}

/** The amount as other systems read it, with the currency's decimals and a point: "610.00", JPY "1234". */
export function toDecimal(amount: Money): string {
  const exponent = currencyExponent(amount.currency);
  const digits = String(Math.abs(amount.minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const sign = amount.minor < 0 ? "-" : "";
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`;
}

function requireSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not add up`);
}

/** Rounds half away from zero; the divisor is positive. */
function divideRounded(dividend: bigint, divisor: bigint): number {
  const halfUp = ((dividend < 0n ? -dividend : dividend) * 2n + divisor) / (divisor * 2n);
  return Number(dividend < 0n ? -halfUp : halfUp);
}
