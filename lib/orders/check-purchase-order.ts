import type { PurchaseOrder } from "@/lib/orders/place-order";
import type { FieldError } from "@/lib/questions/field-error";
import { isEmailAddress, normalizeEmail } from "@/lib/registration/email-address";
import { err, ok, type Result } from "@/lib/result";
import { cleanText, type TextRule } from "@/lib/text/clean-text";

/** What is asked of the institute that pays, in the order of the page. */
export const PURCHASE_ORDER_RULES = {
  institute: { maxLength: 200, isRequired: true },
  address: { maxLength: 500, isRequired: true, multiline: true },
  contactEmail: { maxLength: 254, isRequired: true },
  orderNumber: { maxLength: 60, isRequired: false },
} as const satisfies Record<keyof PurchaseOrder, TextRule & { isRequired: boolean }>;

export type PurchaseOrderField = keyof PurchaseOrder;
const FIELDS = Object.keys(PURCHASE_ORDER_RULES) as PurchaseOrderField[];

/** Checks and cleans what a person says of the institute that pays: every field that is wrong, by name. */
export function checkPurchaseOrder(
  raw: Readonly<Record<PurchaseOrderField, string>>,
): Result<PurchaseOrder, readonly FieldError<PurchaseOrderField>[]> {
  const errors: FieldError<PurchaseOrderField>[] = [];
  const cleaned = { institute: "", address: "", contactEmail: "", orderNumber: "" };
  for (const key of FIELDS) {
    const rule = PURCHASE_ORDER_RULES[key];
    const text = cleanText(raw[key], rule);
    if (!text.ok) errors.push({ key, code: text.error });
    else if (text.value === "" && rule.isRequired) errors.push({ key, code: "required" });
    else if (key === "contactEmail" && !isEmailAddress(text.value)) errors.push({ key, code: "not-an-email" });
    else cleaned[key] = key === "contactEmail" ? normalizeEmail(text.value) : text.value;
  }
  return errors.length > 0 ? err(errors) : ok(cleaned);
}
