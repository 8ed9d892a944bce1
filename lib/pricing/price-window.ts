import { type TimeLeft, timeLeft } from "@/lib/time/time-left";

/**
 * From/until and a price of a category or service: early, regular, late, on-site.
 * Half-open: on sale from the second of `fromUtc` until the second before `untilUtc`; null is "always has been", "for ever".
 * `priceMinor` is in the conference's currency, tax included.
 */
export type PriceWindow = {
  readonly label: string;
  readonly fromUtc: Date | null;
  readonly untilUtc: Date | null;
  readonly priceMinor: number;
};

/** The window that `now` lies in; of two that overlap the one that began last, a special price laid over the regular. */
export function currentWindow(windows: readonly PriceWindow[], now: Date): PriceWindow | null {
  return (
    windows
      .filter((window) => isWithin(window, now))
      .sort(byBegin)
      .at(-1) ?? null
  );
}

/** The first window that is still to come. */
export function nextWindow(windows: readonly PriceWindow[], now: Date): PriceWindow | null {
  return windows.filter((window) => begin(window) > now.getTime()).sort(byBegin)[0] ?? null;
}

/** What the page says over the fees: how long the price of now still holds, and what comes then. */
export type Countdown = { window: PriceWindow; until: Date; left: TimeLeft; next: PriceWindow | null };

/** @returns null where nothing is on sale or the price has no end */
export function countdown(windows: readonly PriceWindow[], now: Date, zone: string): Countdown | null {
  const window = currentWindow(windows, now);
  const left = window?.untilUtc ? timeLeft(now, window.untilUtc, zone) : null;
  if (!window?.untilUtc || !left) return null;
  return { window, until: window.untilUtc, left, next: nextWindow(windows, now) };
}

export type WindowProblem =
  | { code: "window-empty"; label: string }
  | { code: "windows-overlap"; label: string; with: string };

/** What is wrong with the windows of one item, for whoever sets them up. A gap is allowed: nothing is on sale in it. */
export function findWindowProblems(windows: readonly PriceWindow[]): WindowProblem[] {
  const empty = windows.filter((window) => begin(window) >= end(window));
  const ordered = windows.filter((window) => !empty.includes(window)).sort(byBegin);
  return [
    ...empty.map(({ label }) => ({ code: "window-empty" as const, label })),
    ...ordered.flatMap((window, index) =>
      ordered
        .slice(0, index)
        .filter((earlier) => begin(window) < end(earlier))
        .map((earlier) => ({ code: "windows-overlap" as const, label: window.label, with: earlier.label })),
    ),
  ];
}

/** Between the first window's begin and the last one's end: the times at which nothing is on sale. */
export function findWindowGaps(windows: readonly PriceWindow[]): { fromUtc: Date; untilUtc: Date }[] {
  const ordered = windows.filter((window) => begin(window) < end(window)).sort(byBegin);
  return ordered.slice(1).flatMap((window, index) => {
    const covered = Math.max(...ordered.slice(0, index + 1).map(end));
    return begin(window) > covered ? [{ fromUtc: new Date(covered), untilUtc: new Date(begin(window)) }] : [];
  });
}

function isWithin(window: PriceWindow, now: Date): boolean {
  return begin(window) <= now.getTime() && now.getTime() < end(window);
}

function begin(window: PriceWindow): number {
  return window.fromUtc?.getTime() ?? Number.NEGATIVE_INFINITY;
}

function end(window: PriceWindow): number {
  return window.untilUtc?.getTime() ?? Number.POSITIVE_INFINITY;
}

function byBegin(a: PriceWindow, b: PriceWindow): number {
  return begin(a) === begin(b) ? 0 : begin(a) - begin(b); // two that always have been: no infinity minus infinity
}
