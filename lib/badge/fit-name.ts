/** The sizes a name may have, as shares of the usual one. */
export const NAME_SCALES = [1, 0.78, 0.6, 0.46, 0.36] as const;
export type NameScale = (typeof NAME_SCALES)[number];

const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const CAPITAL = /\p{Lu}/u;

/**
 * How large a name can be printed so that what stands under it keeps its place: the largest scale at which given and
 * family name, each on lines of its own, stay within the room. Widths are estimated, on the wide side.
 * @param emPerLine width of a line, in em of the usual size
 * @param mostLines height of the room, in lines of the usual size
 */
export function fitName(names: readonly string[], emPerLine: number, mostLines: number): NameScale {
  const height = (scale: number) =>
    names.reduce((lines, name) => lines + Math.ceil((widthOf(name) * scale) / emPerLine), 0) * scale;
  return NAME_SCALES.find((scale) => height(scale) <= mostLines) ?? NAME_SCALES[NAME_SCALES.length - 1] ?? 1;
}

function widthOf(text: string): number {
  return Array.from(text).reduce(
    (em, letter) => em + (IDEOGRAPH.test(letter) ? 1 : CAPITAL.test(letter) ? 0.76 : 0.54),
    0,
  );
}
