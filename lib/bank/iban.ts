import { inGroupsOfFour, mod97 } from "@/lib/bank/mod97";
import { err, ok, type Result } from "@/lib/result";

/** Length of an IBAN by country. Source: SWIFT IBAN registry (ISO 13616). */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24
   FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32
   LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24
   RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

export type IbanRefusal =
  | { readonly code: "not-an-iban" }
  | { readonly code: "unknown-country"; readonly country: string }
  | { readonly code: "wrong-length"; readonly country: string; readonly expected: number; readonly actual: number }
  | { readonly code: "wrong-check-digits" };

/**
 * Reads an IBAN as people write it (blanks, small letters) into its electronic form: "PT50000201231234567890154".
 * Checks country, length and check digits, not whether the account exists.
 */
export function parseIban(text: string): Result<string, IbanRefusal> {
  const iban = text.replace(/[\s\u00a0]/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/.test(iban)) return err({ code: "not-an-iban" });
  const country = iban.slice(0, 2);
  const expected = LENGTHS.get(country);
  if (expected === undefined) return err({ code: "unknown-country", country });
  if (iban.length !== expected) return err({ code: "wrong-length", country, expected, actual: iban.length });
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1 ? ok(iban) : err({ code: "wrong-check-digits" });
}

/** "PT50 0002 0123 1234 5678 9015 4", for print; takes the electronic form. */
export function formatIban(iban: string): string {
  return inGroupsOfFour(iban);
}
