import { inGroupsOfFour, mod97 } from "@/lib/bank/mod97";
import { err, ok, type Result } from "@/lib/result";

/** May this stand in front of a conference's references? Capitals and digits, at most eleven, the first a letter. */
export function isReferencePrefix(text: string): boolean {
  return /^[A-Z][A-Z0-9]{0,10}$/.test(text);
}

/**
 * The structured creditor reference of an order: RF, two check digits, the conference's prefix, the order's number in at
 * least four digits: prefix MAR27 and order 417 give "RF86MAR270417". Source: ISO 11649.
 * Prefix and number are not told apart in it (A1 + 2345 reads as A + 12345): keep the reference with the order, unique,
 * and look it up as a whole.
 * @throws RangeError when the prefix or the number is not one
 */
export function creditorReference(prefix: string, orderNumber: number): string {
  if (!isReferencePrefix(prefix)) throw new RangeError(`Not a reference prefix: ${prefix}`);
  if (!Number.isInteger(orderNumber) || orderNumber < 1 || orderNumber > 9_999_999_999) {
    throw new RangeError(`Not an order number: ${orderNumber}`);
  }
  const body = prefix + String(orderNumber).padStart(4, "0");
  const checkDigits = String(98 - mod97(`${body}RF00`)).padStart(2, "0");
  return `RF${checkDigits}${body}`;
}

/**
 * Reads a creditor reference as people write it (blanks, small letters) into its electronic form. Any issuer's is valid,
 * not only ours. Refuses what is not RF + two digits + 1 to 21 capitals and digits, and wrong check digits.
 */
export function parseCreditorReference(text: string): Result<string, "not-a-reference" | "wrong-check-digits"> {
  const reference = text.replace(/[\s\u00a0]/g, "").toUpperCase();
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(reference)) return err("not-a-reference");
  // 00, 01 and 99 leave the same remainder as 97, 98 and 02, but are never issued.
  const issued = /^RF(?!00|01|99)/.test(reference);
  return issued && mod97(reference.slice(4) + reference.slice(0, 4)) === 1 ? ok(reference) : err("wrong-check-digits");
}

/** "RF86 MAR2 7041 7", for print; takes the electronic form. */
export function formatCreditorReference(reference: string): string {
  return inGroupsOfFour(reference);
}
