import { useTranslations } from "next-intl";
import { useId } from "react";

type QuotaBarProps = {
  title: string;
  href?: string | undefined;
  /** Places; `sold + held` may exceed `capacity` where staff overbooked. */
  sold: number;
  held: number;
  capacity: number;
};

/** A pool of places: filled is sold, hatched is held, empty is left; the number left says it in words. */
export function QuotaBar({ title, href, sold, held, capacity }: QuotaBarProps) {
  const t = useTranslations("site.quota");
  const hatch = useId();
  const left = Math.max(0, capacity - sold - held);
  const whole = Math.max(capacity, sold + held, 1);
  const percent = (places: number) => `${(100 * places) / whole}%`;
  const strong = (chunks: React.ReactNode) => <b className={left === 0 ? "text-bad" : "text-ink"}>{chunks}</b>;
  return (
    <div>
      <p className="flex justify-between gap-4 text-sm">
        {href ? (
          <a href={href} className="font-semibold no-underline hover:underline">
            {title}
          </a>
        ) : (
          <span className="font-semibold">{title}</span>
        )}
        <span className="num text-ink-soft">
          {left === 0 ? t.rich("full", { capacity, strong }) : t.rich("left", { left, capacity, strong })}
        </span>
      </p>
      <svg
        role="img"
        aria-label={t("spoken", { sold, held, left, capacity })}
        className="mt-[3px] block h-2.5 w-full border border-edge bg-sheet"
      >
        <defs>
          <pattern id={hatch} width="4.5" height="4.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="1.5" height="4.5" className="fill-ink-soft" />
          </pattern>
        </defs>
        <rect width={percent(sold)} height="100%" className={left === 0 ? "fill-bad" : "fill-ink-soft"} />
        <rect x={percent(sold)} width={percent(held)} height="100%" fill={`url(#${hatch})`} />
        {held > 0 && left > 0 && <rect x={percent(sold + held)} width="1" height="100%" className="fill-edge" />}
      </svg>
    </div>
  );
}
