import { useTranslations } from "next-intl";
import type { DraftRefusal } from "@/lib/orders/draft-amendment";
import type { Refusal } from "@/lib/pricing/quote-order";
import type { Amending } from "./load-amending";

/** One thing that is wrong: `id` is the control's, which is the form's name of the value. */
export type AmendmentError = { id: string; message: string };

/** What is wrong with what staff typed, each beside its field. */
export function useAmendmentErrors(
  { catalogue, problems, isTyped }: Amending,
  refusal: DraftRefusal | null,
): AmendmentError[] {
  const t = useTranslations("admin-registration.amend.errors");
  if (!isTyped) return [];
  const nameOf = (code: string) =>
    [...catalogue.categories, ...catalogue.services].find((item) => item.code === code)?.name ?? code;
  const say = (one: Refusal): AmendmentError => {
    switch (one.code) {
      case "nothing-chosen":
      case "category-missing":
        return { id: "category", message: t("category-missing") };
      case "category-unknown":
      case "category-not-eligible":
      case "category-not-on-sale":
      case "category-needs-code":
        return { id: "category", message: t("not-on-sale", { name: nameOf(one.item) }) };
      case "service-unknown":
      case "service-not-on-sale":
        return { id: `quantity.${one.item}`, message: t("not-on-sale", { name: nameOf(one.item) }) };
      case "too-many":
        return { id: `quantity.${one.item}`, message: t("too-many", { name: nameOf(one.item), most: one.most }) };
      case "clash":
        return {
          id: `quantity.${one.item}`,
          message: t("clash", { name: nameOf(one.item), other: nameOf(one.with) }),
        };
      case "guest-name-missing":
      case "guest-name-invalid":
        return {
          id: `place.${one.item}.${one.place}.guestName`,
          message: t(one.code, { name: nameOf(one.item), place: one.place + 1 }),
        };
      case "option-missing":
      case "option-invalid":
        return {
          id: `place.${one.item}.${one.place}.${one.option}`,
          message: t("option-invalid", { name: nameOf(one.item), place: one.place + 1 }),
        };
      // Staff choose without a code; the one that the order has stays.
      case "promotion-unknown":
      case "promotion-not-yet":
      case "promotion-over":
      case "promotion-not-for-this":
        throw new Error(`An amendment names no code: ${one.code}`);
    }
  };
  const unreadable = problems.map(({ field, code }) => ({ id: field, message: t(code) }));
  if (refusal?.code === "reason-missing") return [...unreadable, { id: "reason", message: t("reason-missing") }];
  return refusal?.code === "refused" ? [...unreadable, ...refusal.refusals.map(say)] : unreadable;
}
