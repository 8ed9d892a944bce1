import type { QRCode } from "jsqr";

/** The part of the browser's own reader that we use; not every browser has one, and TypeScript knows none. */
type Detector = { detect: (image: HTMLVideoElement) => Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
};

export type ReadCode = (video: HTMLVideoElement) => Promise<string | null>;

/** Enough to read a ticket at arm's length, and quick on a telephone. */
const LARGEST_SIDE = 640;

/** The browser's own reader of QR codes where it has one, else one in JavaScript, loaded when it is needed. */
export async function makeReader(): Promise<ReadCode> {
  const own = await makeOwnReader().catch(() => null);
  return own ?? makeScriptReader();
}

async function makeOwnReader(): Promise<ReadCode | null> {
  const Detector = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!Detector || !(await Detector.getSupportedFormats()).includes("qr_code")) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

async function makeScriptReader(): Promise<ReadCode> {
  const { default: find } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, LARGEST_SIDE / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (!pen || !width || !height) return null;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.drawImage(video, 0, 0, width, height);
    const { data } = pen.getImageData(0, 0, width, height);
    const code: QRCode | null = find(data, width, height, { inversionAttempts: "dontInvert" });
    return code?.data || null;
  };
}
