import { cx } from "class-variance-authority";
import { useLocale, useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { Words } from "@/components/words";
import { hasCatalogue } from "@/lib/i18n/locales";
import { languageOf } from "@/lib/i18n/translated";
import { countdown, type PriceWindow } from "@/lib/pricing/price-window";
import { cityOfZone, formatDateTime, formatDay, lastMoment } from "@/lib/time/format";

type PriceWindowScaleProps = {
  /** Of the category that is chosen, or of the first one. */
  windows: readonly (PriceWindow & { translations: unknown })[];
  now: Date;
  timeZone: string;
  /** Where the end is told by the clock; the zone's own city unless told. */
  place?: string | undefined;
};

/** Widths in a grid of 24: the length of a window in time, but never too narrow for its label. */
const SPANS = [
  "col-span-1",
  "col-span-2",
  "col-span-3",
  "col-span-4",
  "col-span-5",
  "col-span-6",
  "col-span-7",
  "col-span-8",
  "col-span-9",
  "col-span-10",
  "col-span-11",
  "col-span-12",
  "col-span-13",
  "col-span-14",
  "col-span-15",
  "col-span-16",
  "col-span-17",
  "col-span-18",
  "col-span-19",
  "col-span-20",
  "col-span-21",
  "col-span-22",
  "col-span-23",
  "col-span-24",
];

/** How long the price of now still holds: days (below a day hours) as a large figure, the end to the minute, one bar. */
export function PriceWindowScale({ windows, now, timeZone, place }: PriceWindowScaleProps) {
  const t = useTranslations("attendee.price-window");
  const locale = useLocale();
  const read = usePageLocale();
  const current = countdown(windows, now, timeZone);
  if (!current) return null;

  const { window, left, until } = current;
  const coming = windows.filter((other) => (other.fromUtc?.getTime() ?? 0) >= until.getTime());
  const shown = [window, ...[...coming].sort((a, b) => (a.fromUtc?.getTime() ?? 0) - (b.fromUtc?.getTime() ?? 0))];
  const spans = spansOf(shown, now);
  const languageOfLabel = ({ label }: PriceWindow) => {
    const own = windows.find((one) => one.label === label);
    return own && languageOf(own, "label", read);
  };
  const day = (at: Date) => formatDay(lastMoment(at, timeZone), timeZone, locale);
  return (
    <div className="mt-5 grid grid-cols-[auto_1fr] items-center gap-x-4">
      <span className="num font-serif text-[2.75rem] leading-none font-medium tracking-[-0.03em]">
        {t(left.unit, { count: left.count })}
      </span>
      <p className="text-sm">
        <b>{t("left", { window: hasCatalogue(read) ? window.label.toLocaleLowerCase(read) : window.label })}</b>
        <br />
        <span className="text-ink-soft">
          {t("until", {
            moment: formatDateTime(lastMoment(until, timeZone), timeZone, locale),
            city: place ?? cityOfZone(timeZone, locale),
          })}
        </span>
      </p>
      <ol className="col-span-full mt-4 grid grid-cols-24 gap-[3px] text-xs">
        {shown.map((each, index) => (
          <li key={each.label} className={SPANS[(spans[index] ?? 1) - 1]}>
            <WindowBar elapsed={index === 0 ? elapsedShare(each, now) : null} />
            <span className={cx("mt-1.5 block", index === 0 ? "font-semibold text-ink" : "text-ink-faint")}>
              <Words lang={languageOfLabel(each)}>{each.label}</Words>
            </span>
            <span className="block text-ink-faint">
              {each.untilUtc ? t("to", { day: day(each.untilUtc) }) : t("to-the-end")}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What is over is dark, what is left of the current price is in the accent, later prices are only a rule. */
function WindowBar({ elapsed }: { elapsed: number | null }) {
  if (elapsed === null) return <span aria-hidden="true" className="block h-1.5 bg-rule" />;
  const percent = Math.round(elapsed * 100);
  return (
    <svg aria-hidden="true" className="block h-1.5 w-full">
      <rect width={`${percent}%`} height="100%" className="fill-ink-soft" />
      <rect x={`${percent}%`} width={`${100 - percent}%`} height="100%" className="fill-accent" />
    </svg>
  );
}

const USUAL_LENGTH_MS = 60 * 24 * 60 * 60 * 1000;

/** A window that always has been began two months ago, as far as a bar is concerned. */
function elapsedShare({ fromUtc, untilUtc }: PriceWindow, now: Date): number {
  const end = untilUtc?.getTime() ?? now.getTime();
  const begin = fromUtc?.getTime() ?? Math.min(now.getTime(), end) - USUAL_LENGTH_MS;
  return Math.min(0.96, Math.max(0.04, (now.getTime() - begin) / (end - begin)));
}

/** Columns per window, 24 in all: by length, each at least five (or an equal part where five are too many). */
function spansOf(windows: readonly PriceWindow[], now: Date): number[] {
  const least = Math.min(5, Math.floor(24 / windows.length));
  const lengths = windows.map(({ fromUtc, untilUtc }) => {
    const begin = fromUtc?.getTime() ?? now.getTime() - USUAL_LENGTH_MS;
    return Math.max(1, (untilUtc?.getTime() ?? begin + USUAL_LENGTH_MS / 2) - begin);
  });
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const spare = 24 - least * windows.length;
  const spans = lengths.map((length) => least + Math.floor((spare * length) / whole));
  const rest = 24 - spans.reduce((sum, span) => sum + span, 0);
  return spans.map((span, index) => span + (index === 0 ? rest : 0));
}
