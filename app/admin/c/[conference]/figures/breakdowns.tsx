import { getLocale, getTranslations } from "next-intl/server";
import { BarList } from "@/components/staff/bar-list";
import { Section } from "@/components/ui/section";
import { countryName } from "@/lib/countries/countries";
import type { DeskConference } from "@/lib/desk/find-conference";
import type { Breakdown, Group } from "@/lib/figures/load-figures";
import { formatAmount } from "@/lib/money/format";
import { type RowsBehind, rowsBehind } from "./rows-behind";

type BreakdownsProps = { breakdown: Breakdown; conference: DeskConference };

/** Who bought what, came from where, and paid how. */
export async function Breakdowns({ breakdown, conference }: BreakdownsProps) {
  const t = await getTranslations("admin-figures");
  const ways = await getTranslations("admin.registration.ways");
  const locale = await getLocale();
  const { slug, currency } = conference;
  const number = new Intl.NumberFormat(locale);
  const bars = (groups: readonly Group[], by: keyof RowsBehind, nameOf: (group: Group) => string) =>
    groups.map((group) => ({
      key: group.key,
      name: nameOf(group),
      href: rowsBehind(slug, { [by]: group.key }),
      count: group.count,
      sum: formatAmount({ minor: group.minor, currency }, locale),
    }));
  const parts = [
    { title: t("by-category"), of: bars(breakdown.categories, "category", ({ name }) => name) },
    { title: t("by-service"), of: bars(breakdown.services, "service", ({ name }) => name) },
    { title: t("by-country"), of: bars(breakdown.countries, "country", ({ key }) => countryName(key, locale)) },
    { title: t("by-way"), of: bars(breakdown.ways, "way", ({ key }) => ways(key as "card")) },
  ];
  return (
    <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-8 md:grid-cols-2 2xl:grid-cols-4">
      {parts.map(({ title, of }) => (
        <Section key={title} title={title} intro={t("count-and-sum", { currency })} className="">
          {of.length === 0 ? (
            <p className="mt-2 text-ink-soft">{t("none-yet")}</p>
          ) : (
            <BarList bars={of} countOf={(count) => number.format(count)} more={(count) => t("more", { count })} />
          )}
        </Section>
      ))}
    </div>
  );
}
