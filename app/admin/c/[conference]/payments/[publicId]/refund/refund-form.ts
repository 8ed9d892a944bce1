import type { RefundWay } from "@/lib/db/generated/enums";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import type { DeskPayment, RefundableSource } from "@/lib/payments/load-payment";
import type { RefundLeaves } from "@/lib/payments/request-refund";
import { err, ok, type Result } from "@/lib/result";
import { readLine, readSum } from "../../read-money-form";

export type RefundField = "from" | "amount" | "way" | "leaves" | "reason";
/** What is wrong with a field, as a code of `admin-payments.refund.errors`. */
export type RefundProblems = Partial<Record<RefundField, RefundProblem>>;
export type RefundProblem =
  | "choose"
  | "not-an-amount"
  | "over-the-cap"
  | "reason-missing"
  | "reason-not-readable"
  | "more-than-it-costs"
  | "not-divisible";

export type RefundForm = {
  publicId: string;
  source: RefundableSource;
  way: RefundWay;
  amountMinor: number;
  leaves: RefundLeaves | null;
  reason: string;
};

/** How the form names where the money lies. */
export function sourceKey({ from }: Pick<RefundableSource, "from">): string {
  return "orderId" in from ? `order-${from.orderId}` : `suspense-${from.suspenseId}`;
}

/** The ways in which money of a payment may go back. */
export function waysBack({ providerId }: Pick<DeskPayment, "providerId">): RefundWay[] {
  return providerId ? ["card", "transfer", "cash"] : ["transfer", "cash"];
}

export const refundFormName = (publicId: string) => `payments.refund:${publicId}`;

/** Reads the form of a refund; what it may not be is said field by field. */
export function readRefundForm(payment: DeskPayment, form: FormValues): Result<RefundForm, RefundProblems> {
  const source = payment.sources.find((one) => sourceKey(one) === singleValue(form, "from"));
  const way = waysBack(payment).find((one) => one === singleValue(form, "way"));
  const sum = readSum(form, "amount", payment.ledger[0]?.currency ?? payment.currency);
  const leaves = (["owes", "costs-less"] as const).find((one) => one === singleValue(form, "leaves")) ?? null;
  const reason = readLine(form, "reason");
  const key = singleValue(form, "key");
  const isShort = source?.isPlaced && sum && sum.minor > source.excessMinor;
  const problems: RefundProblems = {
    ...(source ? {} : { from: "choose" as const }),
    ...(way ? {} : { way: "choose" as const }),
    ...(sum ? {} : { amount: "not-an-amount" as const }),
    ...(sum && source && sum.minor > source.refundableMinor ? { amount: "over-the-cap" as const } : {}),
    ...(isShort && leaves === null ? { leaves: "choose" as const } : {}),
    ...(reason === "" ? { reason: "reason-missing" as const } : {}),
    ...(reason === null ? { reason: "reason-not-readable" as const } : {}),
  };
  if (!source || !way || !sum || !reason || Object.keys(problems).length > 0) return err(problems);
  return ok({ publicId: isPublicId(key) ? key : "", source, way, amountMinor: sum.minor, leaves, reason });
}
