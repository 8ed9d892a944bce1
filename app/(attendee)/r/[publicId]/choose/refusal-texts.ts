import { useLocale, useTranslations } from "next-intl";
import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { Refusal } from "@/lib/pricing/quote-order";
import { formatDayAndTime } from "@/lib/time/format";
import type { Choosing } from "./load-choosing";

/** One thing that is wrong: `field` is the form's name of the value, `id` the control that a link leads to. */
export type ChoiceError = { field: string; id: string; message: string };

/** What is wrong with a choice, in the page's words and in the page's order. */
export function useChoiceErrors({ catalogue, refusals, soldOut, badQuantities, code }: Choosing): ChoiceError[] {
  const t = useTranslations("attendee.choose.refused");
  const locale = useLocale();
  const nameOf = (code: string) =>
    [...catalogue.categories, ...catalogue.services].find((item) => item.code === code)?.name ?? code;
  const sayCode = (refusal: NonNullable<Choosing["code"]["refusal"]>): ChoiceError => {
    const from = "from" in refusal ? formatDayAndTime(refusal.from, catalogue.timeZone, locale) : "";
    return { field: "promotionCode", id: "promotionCode", message: t(refusal.code, { from }) };
  };
  const sayRefusal = (refusal: Refusal): ChoiceError => {
    switch (refusal.code) {
      case "nothing-chosen":
      case "category-missing":
        return { field: "category", id: "category", message: t("category-missing") };
      case "category-unknown":
      case "category-not-eligible":
      case "category-not-on-sale":
      case "category-needs-code":
        return { field: "category", id: "category", message: t(refusal.code, { name: nameOf(refusal.item) }) };
      case "service-unknown":
      case "service-not-on-sale":
        return atService(catalogue, refusal.item, t(refusal.code, { name: nameOf(refusal.item) }));
      case "too-many": {
        const message = t("too-many", { name: nameOf(refusal.item), most: refusal.most });
        if (isGuestService(catalogue, refusal.item)) return atService(catalogue, refusal.item, message);
        const field = `quantity.${refusal.item}`;
        return { field, id: field, message };
      }
      case "clash": {
        const names = { name: nameOf(refusal.item), other: nameOf(refusal.with) };
        return atService(catalogue, refusal.item, t("clash", names));
      }
      case "guest-name-missing":
      case "guest-name-invalid": {
        const field = `place.${refusal.item}.${refusal.place}.guestName`;
        return { field, id: field, message: t(refusal.code) };
      }
      case "option-missing":
      case "option-invalid": {
        const field = `place.${refusal.item}.${refusal.place}.${refusal.option}`;
        return { field, id: field, message: t(refusal.code) };
      }
      default:
        return sayCode(refusal);
    }
  };
  const ofCode = code.refusal ? [sayCode(code.refusal)] : [];
  const gone = soldOut.map(({ code, left }): ChoiceError => {
    const message = t("sold-out", { name: nameOf(code), left });
    return catalogue.categories.some((category) => category.code === code)
      ? { field: "category", id: "category", message }
      : atService(catalogue, code, message);
  });
  const noNumbers = [...badQuantities.keys()].map((code): ChoiceError => {
    const most = catalogue.services.find((service) => service.code === code)?.maxPerPerson ?? 1;
    return { field: `quantity.${code}`, id: `quantity.${code}`, message: t("no-quantity", { most }) };
  });
  return [...noNumbers, ...refusals.map(sayRefusal), ...gone, ...ofCode];
}

function atService(catalogue: Catalogue, code: string, message: string): ChoiceError {
  if (isGuestService(catalogue, code)) return { field: `service.${code}`, id: `service.${code}`, message };
  const isKnown = catalogue.services.some((service) => service.code === code);
  return { field: "service", id: isKnown ? `service-${code}` : "service", message };
}

function isGuestService(catalogue: Catalogue, code: string): boolean {
  return catalogue.services.some((service) => service.code === code && service.namesGuests);
}

/** The sentences by the name of the form's value, as the pickers take them. */
export function byField(errors: readonly ChoiceError[]): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const { field, message } of errors) {
    messages[field] = messages[field] ? `${messages[field]} ${message}` : message;
  }
  return messages;
}
