import { getLocale, getTranslations } from "next-intl/server";
import { Plot } from "@/components/staff/plot";
import { Section } from "@/components/ui/section";
import type { DeskConference } from "@/lib/desk/find-conference";
import type { Growth } from "@/lib/figures/load-growth";
import { layOutPlot } from "@/lib/figures/plot";
import { formatMoney } from "@/lib/money/format";
import { formatDate } from "@/lib/time/format";
import { utcFromLocal } from "@/lib/time/zone";

type GrowthPlotsProps = { growth: Growth; conference: DeskConference; now: Date };

/** Registrations and money over time, with the price windows marked. */
export async function GrowthPlots({ growth, conference, now }: GrowthPlotsProps) {
  const t = await getTranslations("admin-figures");
  const locale = await getLocale();
  const { timeZone, currency } = conference;
  const count = new Intl.NumberFormat(locale);
  const short = new Intl.NumberFormat(locale, { notation: "compact" });
  const minorOf =
    10 ** (new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2);
  const month = (at: Date) => new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }).format(at);
  const points = growth.days.flatMap(({ day, registrations, revenueMinor }) => {
    const at = utcFromLocal(`${day}T00:00`, timeZone);
    return at.ok ? [{ at: at.value, registrations, revenueMinor }] : [];
  });
  const last = points.at(-1);
  const ends = growth.windows.filter(({ until }) => until && until > now);
  const next = ends[0];
  const windowWords = next?.until
    ? t("window-ends", { label: next.label, day: formatDate(next.until, timeZone, locale) })
    : "";
  const of = (value: (point: (typeof points)[number]) => number) =>
    layOutPlot(
      points.map((point) => ({ at: point.at, value: value(point) })),
      growth.windows,
      now,
    );
  const people = of(({ registrations }) => registrations);
  const money = of(({ revenueMinor }) => revenueMinor / minorOf);
  const total = formatMoney({ minor: last?.revenueMinor ?? 0, currency }, locale);
  return (
    <div className="grid min-w-0 gap-8">
      <Section title={t("over-time")} className="">
        {people ? (
          <Plot
            geometry={people}
            finding={`${t("over-time-finding", { count: last?.registrations ?? 0 })} ${windowWords}`.trim()}
            endLabel={t("today", { value: count.format(last?.registrations ?? 0) })}
            toText={(value) => short.format(value)}
            toMonth={month}
          />
        ) : (
          <p className="mt-2 text-ink-soft">{t("too-young")}</p>
        )}
      </Section>
      <Section title={t("revenue", { currency })} className="">
        {money ? (
          <Plot
            geometry={money}
            finding={`${t("revenue-finding", { sum: total })} ${windowWords}`.trim()}
            endLabel={t("today", { value: total })}
            toText={(value) => short.format(value)}
            toMonth={month}
          />
        ) : (
          <p className="mt-2 text-ink-soft">{t("too-young")}</p>
        )}
      </Section>
    </div>
  );
}
