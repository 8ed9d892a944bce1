import { PUBLIC_ID_ALPHABET } from "@/lib/ids/public-id";
import { err, ok, type Result } from "@/lib/result";

/** What the badge and the ticket carry of a registration. Both identify, neither authorises. */
export type TicketCode = {
  /** The text of the QR code. */
  scan: string;
  /** To read aloud and to type: "8QF4-MW2K-7C", the first eight characters of the public id and two check characters. */
  short: string;
};

/** What a scanner or a keyboard at the door gave. */
export type TicketReading = { publicId: string } | { publicIdStart: string };

const SCAN_PREFIX = "FOYER:";
const BASE = PUBLIC_ID_ALPHABET.length;
const SHORT_LENGTH = 8;
const PUBLIC_ID = new RegExp(`^[${PUBLIC_ID_ALPHABET}]{18}$`);
const SHORT_CODE = new RegExp(`^[${PUBLIC_ID_ALPHABET}]{${SHORT_LENGTH + 2}}$`);

/** @throws RangeError when it is no public id */
export function ticketCode(publicId: string): TicketCode {
  if (!PUBLIC_ID.test(publicId)) throw new RangeError(`not a public id: ${publicId}`);
  const start = publicId.slice(0, SHORT_LENGTH);
  const code = start + checkCharacters(start);
  return { scan: SCAN_PREFIX + publicId, short: `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}` };
}

/**
 * Reads a scanned text or a typed short code; case, blanks and hyphens do not matter.
 * Refused: what is no ticket of ours ("not-a-ticket"), a short code with a wrong character ("mistyped").
 */
export function readTicketCode(text: string): Result<TicketReading, "not-a-ticket" | "mistyped"> {
  const plain = text.toUpperCase().replace(/[\s-]/g, "");
  const scanned = plain.startsWith(SCAN_PREFIX) ? plain.slice(SCAN_PREFIX.length) : "";
  if (PUBLIC_ID.test(scanned)) return ok({ publicId: scanned });
  if (!SHORT_CODE.test(plain)) return err("not-a-ticket");
  const publicIdStart = plain.slice(0, SHORT_LENGTH);
  return plain.endsWith(checkCharacters(publicIdStart)) ? ok({ publicIdStart }) : err("mistyped");
}

/**
 * A Reed–Solomon check over the 31 characters (a prime): the plain and the weighted sum of the places. Any two wrong
 * characters, and so any two exchanged ones, are noticed.
 */
function checkCharacters(start: string): string {
  const values = Array.from(start, (character) => PUBLIC_ID_ALPHABET.indexOf(character));
  const plain = values.reduce((sum, value) => sum + value, 0);
  const weighted = values.reduce((sum, value, place) => sum + value * (place + 1), 0);
  return `${PUBLIC_ID_ALPHABET[plain % BASE]}${PUBLIC_ID_ALPHABET[weighted % BASE]}`;
}
