import { parseIban } from "@/lib/bank/iban";
import { type Money, toDecimal } from "@/lib/money/money";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

/** A SEPA credit transfer to be scanned: either an ISO 11649 creditor reference or free text, never both. */
export type CreditTransfer = {
  readonly name: string;
  readonly iban: string;
  /** Needed only where a bank outside the European Economic Area takes part. */
  readonly bic?: string;
  readonly amount: Money;
  readonly remittance: { readonly creditorReference: string } | { readonly text: string };
};

export type EpcRefusal =
  | "not-eur"
  | "amount-out-of-range"
  | "name-invalid"
  | "iban-invalid"
  | "bic-invalid"
  | "text-invalid";

const LARGEST_CENTS = 99_999_999_999;

/**
 * The text of the QR code that banking apps scan: EPC069-12 version 002, character set 1 (UTF-8), elements on lines of
 * their own. Draw it with error correction level M, at most version 13: its limit of 331 bytes is why a long name or text
 * of wide characters is refused.
 * Refuses what the code cannot say: another currency than the euro, an amount outside 0.01 to 999,999,999.99, a name over
 * 70 or a text over 140 characters. The page then shows the same data to be typed.
 */
export function epcQrCode(transfer: CreditTransfer): Result<string, EpcRefusal> {
  const { amount, remittance, bic = "" } = transfer;
  if (amount.currency !== "EUR") return err("not-eur");
  if (amount.minor < 1 || amount.minor > LARGEST_CENTS) return err("amount-out-of-range");
  const name = cleanText(transfer.name, { maxLength: 70 });
  if (!name.ok || name.value === "") return err("name-invalid");
  const iban = parseIban(transfer.iban);
  if (!iban.ok) return err("iban-invalid");
  if (bic !== "" && !/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic)) return err("bic-invalid");

  const isStructured = "creditorReference" in remittance;
  const text = cleanText(isStructured ? remittance.creditorReference : remittance.text, {
    maxLength: isStructured ? 35 : 140,
  });
  if (!text.ok) return err("text-invalid");

  const lines = [
    "BCD",
    "002",
    "1",
    "SCT",
    bic,
    name.value,
    iban.value,
    `EUR${toDecimal(amount)}`,
    "", // purpose: none
    isStructured ? text.value : "",
    isStructured ? "" : text.value,
  ];
  const payload = lines.join("\n").replace(/\n+$/, ""); // nothing follows the last element that is filled
  if (new TextEncoder().encode(payload).length > 331) return err("text-invalid");
  return ok(payload);
}
