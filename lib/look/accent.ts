/**
 * The colours that follow from a conference's one colour, computed as `app/tokens.css` computes them in the browser:
 * mails, PDF documents and older browsers need them as plain hex values.
 */
export type Accents = {
  /** Buttons, links and chosen things on light paper; white text on it keeps 6.5:1. */
  readonly light: string;
  /** The same on dark paper; `#141310` on it keeps 9:1. */
  readonly dark: string;
  /** Black or white, whichever reads better on the colour itself; never under 4.58:1. */
  readonly onConference: "#000000" | "#ffffff";
};

type Rgb = readonly [red: number, green: number, blue: number];

const LIGHT_LUMINANCE_AT_MOST = 0.11;
const DARK_LUMINANCE_AT_LEAST = 0.36;
const DARK_LIGHTNESS = 0.79;
const DARK_CHROMA_AT_MOST = 0.095;
/** The luminance on which black and white have the same contrast. */
const BLACK_OR_WHITE = 0.1791;

/** @throws RangeError when `conference` is not `#rrggbb` */
export function accentsOf(conference: string): Accents {
  const colour = linearFromHex(conference);
  const y = luminance(colour);
  const scale = Math.min(1, LIGHT_LUMINANCE_AT_MOST / Math.max(y, 0.0001));
  return {
    light: hexFromLinear(mapChannels(colour, (channel) => channel * scale)),
    dark: hexFromLinear(lit(colour)),
    onConference: y < BLACK_OR_WHITE ? "#ffffff" : "#000000",
  };
}

/**
 * WCAG contrast of two colours, 1 to 21.
 * @throws RangeError when one of them is not `#rrggbb`
 */
export function contrast(first: string, second: string): number {
  const [lower = 0, higher = 0] = [luminance(linearFromHex(first)), luminance(linearFromHex(second))].sort(
    (a, b) => a - b,
  );
  return (higher + 0.05) / (lower + 0.05);
}

/** The same hue at a fixed oklch lightness, then mixed toward white until it is light enough. */
function lit(colour: Rgb): Rgb {
  const [, a, b] = oklabFromLinear(colour);
  const chroma = Math.hypot(a, b);
  const kept = chroma > DARK_CHROMA_AT_MOST ? DARK_CHROMA_AT_MOST / chroma : 1;
  const same = linearFromOklab([DARK_LIGHTNESS, a * kept, b * kept]);
  const y = luminance(same);
  const share = Math.max(0, (DARK_LUMINANCE_AT_LEAST - y) / Math.max(1 - y, 0.0001));
  return mapChannels(same, (channel) => channel + share * (1 - channel));
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mapChannels([red, green, blue]: Rgb, change: (channel: number) => number): Rgb {
  return [change(red), change(green), change(blue)];
}

function linearFromHex(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new RangeError(`not a colour like #0a7a8c: ${hex}`);
  const channel = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function hexFromLinear(colour: Rgb): string {
  const channel = (linear: number) => {
    const inGamut = Math.min(1, Math.max(0, linear));
    const value = inGamut <= 0.0031308 ? inGamut * 12.92 : 1.055 * inGamut ** (1 / 2.4) - 0.055;
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${colour.map(channel).join("")}`;
}

/** Björn Ottosson, "A perceptual color space for image processing" (2020): linear sRGB to OKLab. */
function oklabFromLinear([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearFromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}
