/**
 * The line pattern printed on a conference's badges: one SVG path, drawn from the conference's slug alone, the same on
 * pages, in mails and on the PDF badge. The drawing is 340 wide; draw it with a stroke of 0.7 and no fill.
 */

/** How many of the 26 lines are printed as an attendee proceeds. */
export const PRINTED_LINES = { verify: 2, details: 7, choose: 13, pay: 19, done: 26 } as const;
export type PatternLines = (typeof PRINTED_LINES)[keyof typeof PRINTED_LINES];

const LINES = 26;
const WIDTH = 340;
const TOP = 70;
const BOTTOM = 136;
/** Room for what a smooth curve swings beyond the samples of the extremes. */
const MARGIN = 0.2;
const SEGMENTS = 20;
const CACHED_PATHS = 500;

type Wave = (line: number, across: number) => number;

const paths = new Map<string, string>();

/**
 * @param lines 1 to 26; fewer lines are the first ones of the same pattern
 * @returns the `d` of one path within x 0 to 340 and y 70 to 136, deterministic for slug and lines
 * @throws RangeError for a number of lines outside 1 to 26
 */
export function badgePattern(slug: string, lines: number): string {
  if (!Number.isInteger(lines) || lines < 1 || lines > LINES) throw new RangeError(`1 to ${LINES} lines, not ${lines}`);
  return drawnOnce(`${lines} ${slug}`, () => {
    const wave = scaledWave(slug, TOP + MARGIN, BOTTOM - MARGIN);
    return Array.from({ length: lines }, (_, line) => curve((across) => wave(line, across), WIDTH)).join("");
  });
}

/** The conference's mark where it has no logo: half of one line of its pattern, within x 4 to 30 and y 6 to 22. */
export function badgeMark(slug: string): string {
  return drawnOnce(`mark ${slug}`, () => {
    const wave = scaledWave(slug, 6, 22);
    return curve((across) => wave(LINES / 2, 0.25 + across / 2), 26, 4);
  });
}

function drawnOnce(key: string, draw: () => string): string {
  const known = paths.get(key);
  if (known !== undefined) return known;
  const path = draw();
  if (paths.size >= CACHED_PATHS) paths.delete(paths.keys().next().value ?? key);
  paths.set(key, path);
  return path;
}

function scaledWave(slug: string, top: number, bottom: number): Wave {
  const wave = waveOf(slug);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let line = 0; line < LINES; line++)
    for (let x = 0; x <= WIDTH; x++) {
      const y = wave(line, x / WIDTH);
      least = Math.min(least, y);
      most = Math.max(most, y);
    }
  const scale = (bottom - top) / (most - least);
  return (line, across) => top + (wave(line, across) - least) * scale;
}

/** y of line k at u from 0 to 1, before scaling. */
function waveOf(slug: string): Wave {
  const random = randomFrom(slug);
  const pick = (choices: readonly number[]) => choices[Math.floor(random() * choices.length)] ?? 0;
  const between = (least: number, most: number) => least + random() * (most - least);
  const frequency1 = pick([1.5, 2, 2.5]);
  const frequency2 = pick([3, 3.5, 4]);
  const amplitude1 = between(20, 28);
  const amplitude2 = between(7, 12);
  const phase1 = between(0, 2 * Math.PI);
  const phase2 = between(0, 2 * Math.PI);

  return (line, u) => {
    const t = line / (LINES - 1);
    const swell = 0.35 + 0.65 * Math.sin(Math.PI * u + 0.35 * Math.sin(phase2)) ** 2;
    return (
      26 * (t - 0.5) * Math.cos(Math.PI * u + phase1) +
      0.8 * amplitude1 * swell * Math.sin(2 * Math.PI * frequency1 * u + phase1 + 2.4 * t) +
      amplitude2 * Math.sin(2 * Math.PI * frequency2 * u + phase2 - 3.1 * t)
    );
  };
}

/** A smooth curve through evenly spaced points: cubic segments with the function's own slope at both ends. */
function curve(y: (across: number) => number, width: number, left = 0): string {
  const step = width / SEGMENTS;
  const slope = (across: number) => (y(across + 1e-4) - y(across - 1e-4)) / 2e-4 / SEGMENTS;
  let penX = round(left);
  let penY = round(y(0));
  const to = (x: number, height: number) => `${round(x - penX)} ${round(height - penY)}`;
  let path = `M${penX} ${penY}c${to(left + step / 3, y(0) + slope(0) / 3)} `;
  for (let point = 1; point <= SEGMENTS; point++) {
    const across = point / SEGMENTS;
    const x = left + point * step;
    const height = y(across);
    path += `${point === 1 ? "" : "s"}${to(x - step / 3, height - slope(across) / 3)} ${to(x, height)}`;
    penX = round(x);
    penY = round(height);
  }
  return path.replaceAll(" -", "-");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Numbers from 0 to 1 that follow from the text: FNV-1a seeds mulberry32. */
function randomFrom(text: string): () => number {
  let seed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) seed = Math.imul(seed ^ byte, 0x01000193);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
