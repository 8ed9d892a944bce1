export type Bar = { key: string; name: string; href: string; count: number; sum: string };

type BarListProps = {
  bars: readonly Bar[];
  countOf: (count: number) => string;
  /** What opens the rest, where there are more than eight. */
  more: (count: number) => string;
};

const MOST_AT_FIRST = 8;

/** A break-down: each part with its count, its sum, and a bar against the largest; the name opens the rows behind it. */
export function BarList({ bars, countOf, more }: BarListProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const rest = bars.slice(MOST_AT_FIRST);
  return (
    <>
      <Bars bars={bars.slice(0, MOST_AT_FIRST)} most={most} countOf={countOf} />
      {rest.length > 0 && (
        <details className="mt-2.5">
          <summary className="cursor-pointer text-ink-soft">{more(rest.length)}</summary>
          <Bars bars={rest} most={most} countOf={countOf} />
        </details>
      )}
    </>
  );
}

function Bars({ bars, most, countOf }: Omit<BarListProps, "more"> & { most: number }) {
  return (
    <ul className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2.5">
      {bars.map(({ key, name, href, count, sum }) => (
        <li key={key}>
          <p className="flex justify-between gap-4">
            <a href={href} className="min-w-0 truncate font-semibold no-underline hover:underline">
              {name}
            </a>
            <span className="num whitespace-nowrap text-ink-soft">
              <b className="text-ink">{countOf(count)}</b> {sum}
            </span>
          </p>
          <svg aria-hidden="true" className="mt-0.5 block h-1.5 w-full bg-sunk">
            <rect width={`${(100 * count) / most}%`} height="100%" className="fill-ink-soft" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
