import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DateInput } from "@/components/ui/date-input";
import { Select } from "@/components/ui/select";
import { countryName } from "@/lib/countries/countries";
import { INDICO, MONEY, NOTE, PRESENCE, STATES, WAYS } from "@/lib/registration/search/filter";
import { loadFilterChoices } from "@/lib/registration/search/filter-choices";
import { formatDate } from "@/lib/time/format";
import { LiveSearch } from "./live-search";
import { COLUMNS, type ListState, listQuery } from "./read-list";

/** Id of the form: the table's heads sort by it. */
export const LIST_FORM = "list";

type ListFiltersProps = { list: ListState; page: string; conferenceId: number };

/** The search, the filters that are set with a way to take each off, and the form that sets others and the columns. */
export async function ListFilters({ list, page, conferenceId }: ListFiltersProps) {
  const t = await getTranslations("admin-registrations");
  const states = await getTranslations("states.mirror");
  const ways = await getTranslations("admin.registration.ways");
  const locale = await getLocale();
  const { filter } = list;
  const choices = await loadFilterChoices(conferenceId);
  const any = { value: "", label: t("any") };
  const named = (codes: readonly { code: string; name: string }[]) => [
    any,
    ...codes.map(({ code, name }) => ({ value: code, label: name })),
  ];
  const selects = [
    {
      name: "state",
      value: filter.states[0] ?? "",
      options: [any, ...STATES.map((value) => ({ value, label: t(`states.${value}`) }))],
    },
    {
      name: "money",
      value: filter.money ?? "",
      options: [any, ...MONEY.map((value) => ({ value, label: t(`money.${value}`) }))],
    },
    { name: "category", value: filter.category ?? "", options: named(choices.categories) },
    { name: "service", value: filter.service ?? "", options: named(choices.services) },
    {
      name: "country",
      value: filter.country ?? "",
      options: [any, ...choices.countries.map((code) => ({ value: code, label: countryName(code, locale) }))],
    },
    { name: "way", value: filter.way ?? "", options: [any, ...WAYS.map((value) => ({ value, label: ways(value) }))] },
    {
      name: "presence",
      value: filter.presence ?? "",
      options: [any, ...PRESENCE.map((value) => ({ value, label: t(`presence.${value}`) }))],
    },
    {
      name: "note",
      value: filter.note ?? "",
      options: [any, ...NOTE.map((value) => ({ value, label: t(`note.${value}`) }))],
    },
    {
      name: "indico",
      value: filter.indico ?? "",
      options: [any, ...INDICO.map((value) => ({ value, label: states(value) }))],
    },
  ] as const;
  const set = selects.flatMap(({ name, value, options }) => {
    const label = value && options.find((option) => option.value === value)?.label;
    return label ? [{ name, label }] : [];
  });
  const days = (["from", "until"] as const).flatMap((name) => {
    const day = filter[name];
    return day ? [{ name, label: formatDate(new Date(day), "UTC", locale) }] : [];
  });
  const chips = [...set, ...days];
  return (
    <search>
      <form action={page} id={LIST_FORM} className="mt-3">
        {list.sort !== "name" && <input type="hidden" name="sort" value={list.sort} />}
        <div className="flex max-w-prose items-end gap-3">
          <LiveSearch label={t("search")} value={filter.words} />
          <Button type="submit" size="middle">
            {t("find")}
          </Button>
        </div>
        {chips.length > 0 && (
          <ul className="mt-3 flex flex-wrap gap-2" aria-label={t("filters-set")}>
            {chips.map(({ name, label }) => (
              <li key={name}>
                <a
                  href={without(page, list, name)}
                  className="inline-flex min-h-control-dense items-center gap-1.5 border border-edge bg-sheet px-2.5 no-underline hover:bg-sunk"
                >
                  {t(`filters.${name}`)} <b>{label}</b>
                  <span aria-hidden="true">×</span>
                  <span className="sr-only">{t("take-off")}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
        <details className="mt-3">
          <summary className="cursor-pointer text-ink-soft">{t("filters-and-columns")}</summary>
          <div className="mt-2 grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2 lg:grid-cols-4">
            {selects.map(({ name, value, options }) => (
              <Select
                key={name}
                name={name}
                label={t(`filters.${name}`)}
                optional="unsaid"
                defaultValue={value}
                options={options}
              />
            ))}
            <DateInput name="from" label={t("filters.from")} optional="unsaid" defaultValue={filter.from ?? ""} />
            <DateInput name="until" label={t("filters.until")} optional="unsaid" defaultValue={filter.until ?? ""} />
          </div>
          <fieldset className="mt-4">
            <legend className="font-semibold">{t("columns")}</legend>
            <div className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
              {COLUMNS.map((column) => (
                <label key={column} className="inline-flex items-center gap-2 py-1">
                  <input type="checkbox" name="col" value={column} defaultChecked={list.columns.includes(column)} />
                  {t(`heads.${column}`)}
                </label>
              ))}
            </div>
          </fieldset>
          <p className="mt-3">
            <Button type="submit" size="middle">
              {t("apply")}
            </Button>
          </p>
        </details>
      </form>
    </search>
  );
}

/** The list without one of its filters. */
function without(page: string, list: ListState, name: string): string {
  const query = new URLSearchParams(listQuery(list));
  query.delete(name);
  return `${page}?${query}`;
}
