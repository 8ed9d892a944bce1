import { expect, test } from "vitest";
import { badgeMark, badgePattern, PRINTED_LINES } from "./pattern";

/** Points of a path of `M`, relative `c` and relative `s`: enough to see where our own paths go. */
function pointsOf(path: string): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  for (const line of path.split("M").slice(1)) {
    const [start = "", ...segments] = line.split(/(?=[cs])/);
    const numbers = (text: string) => (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    let [x = 0, y = 0] = numbers(start);
    let reflected = { x, y };
    for (const segment of segments) {
      const values = numbers(segment);
      const first = segment.startsWith("c")
        ? { x: x + (values.shift() ?? 0), y: y + (values.shift() ?? 0) }
        : reflected;
      const [dx2 = 0, dy2 = 0, dx = 0, dy = 0] = values;
      const second = { x: x + dx2, y: y + dy2 };
      const end = { x: x + dx, y: y + dy };
      for (let step = 0; step <= 20; step++) {
        const t = step / 20;
        const at = (a: number, b: number, c: number, d: number) =>
          (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
        points.push({ x: at(x, first.x, second.x, end.x), y: at(y, first.y, second.y, end.y) });
      }
      reflected = { x: 2 * end.x - second.x, y: 2 * end.y - second.y };
      x = end.x;
      y = end.y;
    }
  }
  return points;
}

function extentOf(path: string) {
  const points = pointsOf(path);
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

const slugs = [
  "mareograph-2027",
  "solstice",
  "a",
  "",
  "конференция",
  "x".repeat(200),
  ...Array.from({ length: 40 }, (_, slug) => String(slug)),
];

test("no line leaves its place between the date and the name", () => {
  for (const slug of slugs) {
    const { left, right, top, bottom } = extentOf(badgePattern(slug, PRINTED_LINES.done));
    expect(left).toBeCloseTo(0);
    expect(right).toBeCloseTo(340);
    expect(top).toBeGreaterThanOrEqual(70);
    expect(bottom).toBeLessThanOrEqual(136);
  }
});

test("the lines fill the height they may fill", () => {
  const { top, bottom } = extentOf(badgePattern("mareograph-2027", PRINTED_LINES.done));
  expect(top).toBeLessThan(71);
  expect(bottom).toBeGreaterThan(135);
});

test("each step adds lines and moves none", () => {
  const all = badgePattern("mareograph-2027", PRINTED_LINES.done);
  for (const lines of Object.values(PRINTED_LINES)) {
    const path = badgePattern("mareograph-2027", lines);
    expect(path.split("M").length - 1).toBe(lines);
    expect(all.startsWith(path)).toBe(true);
  }
});

test("the same slug draws the same, another slug something else", () => {
  expect(badgePattern("mareograph-2027", 2)).toMatchInlineSnapshot(
    `"M0 97.5c5.7 4.6 11.3 6.7 17 5.9s11.3-4.1 17-7.4s11.3-6.3 17-7.2s11.3 0.1 17 1.6s11.3 3.1 17 2.6s11.3-3 17-6.7s11.3-8.6 17-10.9s11.3-1.8 17 2.7s11.3 13 17 22.5s11.3 19.4 17 26s11.3 9.5 17 8.4s11.3-5.8 17-10.9s11.3-10 17-12.3s11.3-1.9 17-0.3s11.3 4.5 17 5.4s11.3 0.1 17-2.8s11.3-7.4 17-10.9s11.3-5.3 17-4.1s11.3 5.5 17 10.9s11.3 11.6 17 15.3M0 98.5c5.7 4.9 11.3 7.5 17 7s11.3-4 17-7.8s11.3-7.6 17-9.3s11.3-1.5 17-0.4s11.3 3 17 3.1s11.3-1.6 17-4.7s11.3-7.2 17-9.3s11.3-1.8 17 2.4s11.3 12.2 17 21.4s11.3 19.2 17 25.9s11.3 9.7 17 8.7s11.3-6.1 17-11.6s11.3-11.3 17-14.3s11.3-3.3 17-1.7s11.3 4.6 17 6.1s11.3 1.5 17-0.8s11.3-6.4 17-9.8s11.3-5.8 17-5s11.3 4.7 17 10s11.3 11.7 17 15.7"`,
  );
  for (let other = 0; other < 600; other++) badgePattern(`other-${other}`, 1);
  expect(badgePattern("mareograph-2027", 2)).toBe(badgePattern("mareograph-2027", 2));
  expect(badgePattern("mareograph-2028", 2)).not.toBe(badgePattern("mareograph-2027", 2));
});

test("the whole pattern stays small enough for a page", () => {
  for (const slug of slugs) expect(badgePattern(slug, 26).length).toBeLessThan(12_000);
});

test.each([0, 27, 2.5, Number.NaN])("%d lines are refused", (lines) => {
  expect(() => badgePattern("mareograph-2027", lines)).toThrow(RangeError);
});

test("the mark stays inside its square", () => {
  for (const slug of slugs) {
    const { left, right, top, bottom } = extentOf(badgeMark(slug));
    expect(left).toBeCloseTo(4);
    expect(right).toBeCloseTo(30);
    expect(top).toBeGreaterThan(5);
    expect(bottom).toBeLessThan(23);
  }
});
