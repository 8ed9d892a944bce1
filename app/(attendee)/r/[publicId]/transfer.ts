import type { Transfer } from "@/components/attendee/transfer-details";
import { epcQrCode } from "@/lib/bank/epc-qr-code";
import type { Conference } from "@/lib/db/generated/client";
import { money } from "@/lib/money/money";
import { drawQrCode } from "@/lib/qr/draw-qr-code";
import { utcFromLocal } from "@/lib/time/zone";

/**
 * Where to send the money for an order; undefined where the conference names no account.
 * @param dueOn the due day, as midnight UTC
 */
export function transferOf(
  { accountHolder, iban, bic, timeZone }: Conference,
  { reference, currency }: { reference: string; currency: string },
  amountMinor: number,
  dueOn: Date,
): Transfer | undefined {
  if (!accountHolder || !iban) return undefined;
  const amount = money(amountMinor, currency);
  const remittance = { creditorReference: reference };
  const epc = epcQrCode({ name: accountHolder, iban, ...(bic ? { bic } : {}), amount, remittance });
  const noon = utcFromLocal(`${dueOn.toISOString().slice(0, 10)}T12:00`, timeZone);
  return {
    accountHolder,
    iban,
    bic,
    amount,
    reference,
    due: noon.ok ? noon.value : dueOn,
    qr: epc.ok ? drawQrCode(epc.value, "M") : undefined,
  };
}
