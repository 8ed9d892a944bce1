import { useTranslations } from "next-intl";
import { DateInput } from "@/components/ui/date-input";
import { Select } from "@/components/ui/select";
import { FILTERS_OF, LEDGER_KINDS, LINE_MONEY, LINE_WAYS, MONEY_WAYS } from "@/lib/exports/money-filter";
import type { loadFilterChoices } from "@/lib/registration/search/filter-choices";

/** A sheet that can be collected in part. */
export type FilteredSheet = keyof typeof FILTERS_OF;

type SheetFiltersProps = {
  sheet: FilteredSheet;
  choices: Awaited<ReturnType<typeof loadFilterChoices>>;
  /** What was typed last and could not be taken. */
  typed: Partial<Record<string, string>>;
  /** The field that is wrong, with what to do. */
  error: { field: string; message: string } | null;
};

/** The fields that choose which rows of a sheet are collected; left empty, all are. */
export function SheetFilters({ sheet, choices, typed, error }: SheetFiltersProps) {
  const t = useTranslations("admin-exports.filters");
  const ways = useTranslations("admin.registration.ways");
  const kinds = useTranslations("admin-payments.kinds");
  const named = (items: readonly { code: string; name: string }[]) =>
    items.map(({ code, name }) => ({ value: code, label: name }));
  const options = {
    way: (sheet === "lines" ? LINE_WAYS : MONEY_WAYS).map((value) => ({ value, label: ways(value) })),
    kind: LEDGER_KINDS.map((value) => ({ value, label: kinds(value) })),
    money: LINE_MONEY.map((value) => ({ value, label: t(`moneys.${value}`) })),
    category: named(choices.categories),
    service: named(choices.services),
  };
  return FILTERS_OF[sheet].map((name) => {
    const field = {
      ...{ name, id: `${sheet}-${name}`, label: t(name), optional: "unsaid" as const, defaultValue: typed[name] ?? "" },
      error: error?.field === name ? error.message : undefined,
    };
    if (name === "from" || name === "until") return <DateInput key={name} {...field} />;
    return <Select key={name} {...field} options={[{ value: "", label: t("any") }, ...options[name]]} />;
  });
}
