/** What a plot draws: points in time, bands behind them, and the steps of its scale. */
export type PlotPoint = { at: Date; value: number };
export type PlotBand = { label: string; from: Date | null; until: Date | null };

export type PlotGeometry = {
  width: number;
  height: number;
  /** Of the line, as an SVG path. */
  path: string;
  last: { x: number; y: number };
  bands: { label: string; x: number; width: number }[];
  /** Lines of the scale with their values. */
  steps: { value: number; y: number }[];
  /** First days of months. */
  months: { at: Date; x: number }[];
};

const FRAME = { width: 640, height: 240, left: 64, right: 8, top: 30, bottom: 32 } as const;
const MOST_MONTHS = 9;

/**
 * Where everything of a plot stands in a view box of 640 by 240. The line begins at 0 on the first day and steps from
 * point to point; it ends today. Null for fewer than two days, which make no line.
 */
export function layOutPlot(points: readonly PlotPoint[], bands: readonly PlotBand[], now: Date): PlotGeometry | null {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return null;
  const start = first.at.getTime();
  const end = Math.max(now.getTime(), last.at.getTime());
  if (end - start < 86_400_000) return null;
  const top = niceTop(Math.max(...points.map(({ value }) => value)));
  const x = (at: number) =>
    round(FRAME.left + ((FRAME.width - FRAME.left - FRAME.right) * (at - start)) / (end - start));
  const y = (value: number) =>
    round(FRAME.height - FRAME.bottom - ((FRAME.height - FRAME.top - FRAME.bottom) * value) / top);
  const corners = [...points.map(({ at, value }) => [x(at.getTime()), y(value)]), [x(end), y(last.value)]];
  return {
    width: FRAME.width,
    height: FRAME.height,
    path: `M${corners.map(([left, up]) => `${left} ${up}`).join("L")}`,
    last: { x: x(end), y: y(last.value) },
    bands: bands.flatMap(({ label, from, until }) => {
      const left = Math.max(start, from?.getTime() ?? start);
      const right = Math.min(end, until?.getTime() ?? end);
      return right > left ? [{ label, x: x(left), width: round(x(right) - x(left)) }] : [];
    }),
    steps: [0, top / 2, top].map((value) => ({ value, y: y(value) })),
    months: monthsBetween(start, end).map((at) => ({ at, x: x(at.getTime()) })),
  };
}

/** The next of 2, 4, 10, 20, 40, 100 … that holds the value: halves of it are whole. */
export function niceTop(value: number): number {
  let step = 1;
  for (;;) {
    for (const factor of [2, 4, 10]) if (step * factor >= value) return step * factor;
    step *= 10;
  }
}

function monthsBetween(start: number, end: number): Date[] {
  const first = new Date(start);
  const all: Date[] = [];
  for (let month = 1; ; month++) {
    const at = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1));
    if (at.getTime() > end) break;
    all.push(at);
  }
  const every = Math.ceil(all.length / MOST_MONTHS);
  return all.filter((_, index) => index % every === 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
