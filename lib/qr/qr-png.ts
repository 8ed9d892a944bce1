import { toBuffer } from "qrcode";

const PIXELS_PER_MODULE = 6;

/** A text as a QR code with its quiet zone, for mails, whose readers draw no SVG. */
export function qrPng(text: string): Promise<Buffer> {
  return toBuffer(text, { errorCorrectionLevel: "M", margin: 4, scale: PIXELS_PER_MODULE });
}
