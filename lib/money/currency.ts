/**
 * Decimals of a currency's smallest unit where they are not two. Source: ISO 4217, list one.
 * Not taken from `Intl`: CLDR says how many decimals people write (IQD 0), ISO how many banks settle (IQD 3).
 * A payment provider may count differently (Stripe and ISK, UGX): its adapter converts.
 */
const EXPONENTS_OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

const KNOWN_CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** Is this an ISO 4217 code, in capitals, of a currency that people pay in (not a unit of account such as CLF)? */
export function isCurrency(code: string): boolean {
  return KNOWN_CURRENCIES.has(code);
}

/**
 * Decimals of the currency's smallest unit: EUR 2, JPY 0, KWD 3.
 * @throws RangeError for what is not an ISO 4217 code in capitals
 */
export function currencyExponent(currency: string): number {
  if (!isCurrency(currency)) throw new RangeError(`Not a currency of ISO 4217: ${currency}`);
  return EXPONENTS_OTHER_THAN_TWO[currency] ?? 2;
}
