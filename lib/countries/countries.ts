import type { Locale } from "@/lib/i18n/locales";

/** ISO 3166-1 alpha-2, and XK: Kosovo has no code of the list, but people there have passports, IBANs and institutes. */
const CODES = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS XK YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

const KNOWN = new Set(CODES);
const lists = new Map<Locale, readonly Country[]>();

export type Country = { readonly code: string; readonly name: string };

/** Is this a country's code, in capitals? */
export function isCountryCode(code: string): boolean {
  return KNOWN.has(code);
}

/** The country's name in a language, or the text itself where it is no code: old answers were typed. */
export function countryName(code: string, locale: Locale): string {
  return countries(locale).find((country) => country.code === code)?.name ?? code;
}

/** Every country, in the order of the language's alphabet. */
export function countries(locale: Locale): readonly Country[] {
  const known = lists.get(locale);
  if (known) return known;
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const { compare } = new Intl.Collator(locale);
  const list = CODES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name));
  lists.set(locale, list);
  return list;
}
