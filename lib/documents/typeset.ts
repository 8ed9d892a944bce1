import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Font } from "@react-pdf/renderer";
import * as fontkit from "fontkit";
import { unpackWoff } from "@/lib/documents/woff";

/**
 * Fonts for paper, so that a name is printed as its owner writes it.
 *
 * The packages of fontsource cut a font into files by Unicode range. A document loads only the files that its own
 * characters need, and each character takes the first font of the stack that has it: the house's faces for Latin,
 * Greek and Cyrillic, then one font per other script.
 */
type Family = { package: string; weights: readonly number[] };

const SCRIPTS: readonly Family[] = [
  { package: "ibm-plex-sans-arabic", weights: [400, 600] },
  { package: "ibm-plex-sans-hebrew", weights: [400, 600] },
  { package: "noto-sans-armenian", weights: [400, 600] },
  { package: "noto-sans-georgian", weights: [400, 600] },
  { package: "ibm-plex-sans-devanagari", weights: [400, 600] },
  { package: "ibm-plex-sans-thai", weights: [400, 600] },
  { package: "chocolate-classical-sans", weights: [400] }, // Han and kana
  { package: "zcool-xiaowei", weights: [400] }, // the simplified forms that the former lacks
  { package: "nanum-gothic", weights: [400, 700] }, // Hangul
];

const VOICES = {
  serif: { package: "source-serif-4", weights: [400, 600] },
  sans: { package: "ibm-plex-sans", weights: [400, 600] },
  mono: { package: "ibm-plex-mono", weights: [500] },
} as const satisfies Record<string, Family>;

const VOICE_NAMES = ["serif", "sans", "mono"] as const;

/** Where each voice looks for a character. */
const STACKS: Record<(typeof VOICE_NAMES)[number], readonly Family[]> = {
  serif: [VOICES.serif, ...SCRIPTS],
  sans: [VOICES.sans, ...SCRIPTS],
  mono: [VOICES.mono, VOICES.sans, ...SCRIPTS],
};

/** Font families per voice, in order, as react-pdf's `fontFamily` takes them. */
export type Faces = Record<(typeof VOICE_NAMES)[number], string[]>;

/** One file of a package: the characters that it claims, and where it is in each weight. */
type Subset = { family: string; ranges: [from: number, to: number][]; files: { weight: number; path: string }[] };

/** A subset that was read: the characters that it really has, and its fonts unpacked. */
type ReadSubset = { characters: ReadonlySet<number>; fonts: { weight: number; bytes: Buffer }[] };

const FONTS = join(process.cwd(), "node_modules", "@fontsource");
const LONG_WORD = 24;
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const subsetsOfPackage = new Map<string, Subset[]>();
const readSubsets = new Map<string, ReadSubset>();
let documents = 0;

/** "U+0370-0377,U+037F" as pairs of first and last code point; fontsource's `unicode.json`. */
function parseRanges(ranges: string): [number, number][] {
  return ranges.split(",").map((range) => {
    const [from = "", to = from] = range.trim().slice(2).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

function subsetsOf(family: Family): Subset[] {
  const known = subsetsOfPackage.get(family.package);
  if (known) return known;
  const folder = join(FONTS, family.package);
  const ranges: Record<string, string> = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8"));
  // Latin first: other files carry single Latin letters too, and a word is best kept in one font.
  const isLatin = (subset: string) => Number(subset === "latin");
  const entries = Object.entries(ranges).sort(([a], [b]) => isLatin(b) - isLatin(a));
  const subsets = entries.map(([bracketed, range]) => {
    const subset = bracketed.replace(/[[\]]/g, "");
    const pathOf = (weight: number) => join(folder, "files", `${family.package}-${subset}-${weight}-normal.woff`);
    return {
      family: `${family.package} ${subset}`,
      ranges: parseRanges(range),
      files: family.weights.map((weight) => ({ weight, path: pathOf(weight) })),
    };
  });
  subsetsOfPackage.set(family.package, subsets);
  return subsets;
}

/**
 * For every `Text` of react-pdf: no word is hyphenated, not even where two fonts meet in it. Words part after a hyphen
 * of their own and ideographs anywhere, other words only when hardly a line could hold them; never with a new hyphen,
 * which would falsify an address.
 */
export const NO_HYPHENS = {
  hyphenationPenalty: 10_000, // its line breaker's "never"
  // An empty syllable becomes a blank of no width: a place to break.
  hyphenationCallback: (word: string): string[] => {
    const parts = word
      .split(/(?<=[-/])/)
      .flatMap((part) =>
        part.length > LONG_WORD || IDEOGRAPH.test(part)
          ? Array.from(new Intl.Segmenter().segment(part), ({ segment }) => segment)
          : [part],
      );
    return parts.length === 1 && !IDEOGRAPH.test(word) ? parts : parts.flatMap((part) => [part, ""]);
  },
};

/** Reads a subset, once. Its ranges promise more than it holds, so its own list of characters decides. */
function readSubset({ family, files }: Subset): ReadSubset {
  const known = readSubsets.get(family);
  if (known) return known;
  const fonts = files.map(({ weight, path }) => ({ weight, bytes: unpackWoff(readFileSync(path)) }));
  const [first] = fonts;
  const subset = { characters: new Set(first && openFont(first.bytes).characterSet), fonts };
  readSubsets.set(family, subset);
  return subset;
}

function openFont(bytes: Buffer): fontkit.Font {
  const font = fontkit.create(bytes);
  if ("fonts" in font) throw new Error("a file of fontsource holds one font");
  return font;
}

/** Gives react-pdf the opened fonts themselves: from a file or a data URL it would copy every byte through a string. */
function register(family: string, { fonts }: ReadSubset): void {
  for (const { weight, bytes } of fonts) {
    Font.register({ family, src: family, fontWeight: weight });
    const source = Font.getFont({ fontFamily: family, fontWeight: weight });
    source.data = openFont(bytes) as NonNullable<typeof source.data>;
    source.loadResultPromise = Promise.resolve();
  }
}

function subsetFor(codePoint: number, families: readonly Family[]): Subset | undefined {
  return families.flatMap(subsetsOf).find((subset) => {
    const isClaimed = subset.ranges.some(([from, to]) => codePoint >= from && codePoint <= to);
    return isClaimed && readSubset(subset).characters.has(codePoint);
  });
}

/** A pictograph with all that belongs to it: joined ones, skin tones, flags of two letters or of tags, keycaps. */
const PICTOGRAPH =
  /(?![©®])\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}])*|\p{Regional_Indicator}|[\u{1f3fb}-\u{1f3ff}\u20e3]/gu;

/** As a printer sets it: composed letters, no control or direction characters, no pictographs. */
function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n]|\p{Variation_Selector}|[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .replace(/[\u2009\u200a\u202f]/g, "\u00a0")
    .replace(PICTOGRAPH, "");
}

/** The same data with every string in it replaced; dates and bytes stay what they are. */
function mapStrings<T>(value: T, change: (text: string) => string): T;
function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, change));
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapStrings(entry, change)]));
}

/**
 * Makes the strings of a page printable, names the fonts that they need, and lets `render` set them.
 * A character that no font has (a rare ideograph, a script we carry no font for) becomes "?", never an empty box.
 *
 * Each document registers the fonts anew: an opened font remembers its glyphs, one that was met as a part of another
 * ("o" of "ó") without its letter, and that letter would be missing in every later document.
 */
export async function typeset<Page>(
  page: Page,
  render: (page: Page, faces: Faces) => Promise<Buffer>,
): Promise<Buffer> {
  const characters = new Set(["?"]);
  const tidied = mapStrings(page, (text) => {
    const tidyText = tidy(text);
    for (const character of tidyText) characters.add(character);
    return tidyText;
  });
  characters.delete("\n");

  const document = ++documents;
  const registered: string[] = [];
  const faces: Faces = { serif: [], sans: [], mono: [] };
  const missing = new Set<string>();
  try {
    for (const voice of VOICE_NAMES) {
      const { subsets, lacking } = subsetsFor(characters, STACKS[voice]);
      for (const character of lacking) missing.add(character);
      for (const subset of subsets) {
        const family = `${subset.family} of document ${document}`;
        faces[voice].push(family);
        if (registered.includes(family)) continue;
        registered.push(family);
        register(family, readSubset(subset));
      }
    }
    const printable = (text: string) => text.replace(/./gu, (character) => (missing.has(character) ? "?" : character));
    return await render(mapStrings(tidied, printable), faces);
  } finally {
    for (const family of registered) delete Font.getRegisteredFonts()[family];
  }
}

/** The subsets that have the characters, in the order of the stack, and the characters that none has. */
function subsetsFor(characters: ReadonlySet<string>, stack: readonly Family[]) {
  const needed = new Set<Subset>();
  const lacking: string[] = [];
  for (const character of characters) {
    const subset = subsetFor(character.codePointAt(0) ?? 0, stack);
    if (subset) needed.add(subset);
    else lacking.push(character);
  }
  return { subsets: stack.flatMap(subsetsOf).filter((subset) => needed.has(subset)), lacking };
}
