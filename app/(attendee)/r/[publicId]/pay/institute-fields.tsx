import { useTranslations } from "next-intl";
import { Fields } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { PURCHASE_ORDER_RULES, type PurchaseOrderField } from "@/lib/orders/check-purchase-order";
import type { PayingProblems } from "./load-paying";

type InstituteError = { id: PurchaseOrderField; message: string };

/** What is wrong with the institute's fields, in the page's words. */
export function useInstituteErrors(fields: PayingProblems["fields"] = {}): InstituteError[] {
  const t = useTranslations("attendee.pay.institute");
  return (Object.keys(PURCHASE_ORDER_RULES) as PurchaseOrderField[]).flatMap((id) => {
    switch (fields[id]) {
      case undefined:
        return [];
      case "required":
        return [{ id, message: t(`${id}-missing`) }];
      case "not-an-email":
        return [{ id, message: t("not-an-email") }];
      case "too-long":
        return [{ id, message: t("too-long", { most: PURCHASE_ORDER_RULES[id].maxLength }) }];
      default:
        return [{ id, message: t("not-allowed") }];
    }
  });
}

type InstituteFieldsProps = { values: FormValues; errors: readonly InstituteError[]; affiliation: string };

/** Who pays instead of the person: institute, address of the invoice, contact, order number. */
export function InstituteFields({ values, errors, affiliation }: InstituteFieldsProps) {
  const t = useTranslations("attendee.pay.institute");
  const field = (name: PurchaseOrderField) => ({
    name,
    label: t(name),
    optional: !PURCHASE_ORDER_RULES[name].isRequired,
    error: errors.find(({ id }) => id === name)?.message,
    defaultValue: Object.hasOwn(values, name) ? singleValue(values, name) : name === "institute" ? affiliation : "",
  });
  return (
    <Fields className="mt-1">
      <TextInput {...field("institute")} autoComplete="organization" />
      <TextArea {...field("address")} />
      <TextInput {...field("contactEmail")} hint={t("contactEmail-hint")} type="email" />
      <TextInput {...field("orderNumber")} width="half" />
    </Fields>
  );
}
