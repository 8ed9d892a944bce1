/** Something at a time. Half-open: what ends at 14:00 does not clash with what starts then. */
type Timed = {
  readonly code: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly blocksTime: boolean;
};

/** Can one person not be at both? Never a clash: no time, the same thing twice, or one that does not block. */
export function clashes(a: Timed, b: Timed): boolean {
  if (a.code === b.code || !a.blocksTime || !b.blocksTime) return false;
  if (!a.startsAt || !a.endsAt || !b.startsAt || !b.endsAt) return false;
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}
