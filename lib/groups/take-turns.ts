import "server-only";

type Line = { running: number; waiting: (() => void)[] };

/** One that holds the conference's hot rows, one that waits for them, and one that reads before it wants them. */
const AT_ONCE = 3;

// Pages and routes are bundled apart; the lines are one for each conference of a process.
const process_ = globalThis as typeof globalThis & { foyerGroupLines?: Map<number, Line> };
process_.foyerGroupLines ??= new Map();
const lines = process_.foyerGroupLines;

/**
 * Runs something when it is its turn in the conference: so many at once, the others in the order in which they came.
 * Whoever waits here holds no connection, no lock and no transaction whose time runs out. It only keeps the wait short
 * of the database: that several processes do right together is the locks' part.
 */
export async function inTurn<T>(conferenceId: number, act: () => Promise<T>): Promise<T> {
  const line = lines.get(conferenceId) ?? { running: 0, waiting: [] };
  lines.set(conferenceId, line);
  if (line.running < AT_ONCE) line.running += 1;
  else await new Promise<void>((begin) => line.waiting.push(begin));
  try {
    return await act();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
    if (line.running === 0) lines.delete(conferenceId);
  }
}
