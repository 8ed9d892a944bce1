import { isEmailAddress, normalizeEmail } from "@/lib/registration/email-address";
import { err, ok, type Result } from "@/lib/result";

/** What Indico's payment link says of a registration. It identifies; it proves nothing: anybody can count up ids. */
export type PaymentLink = {
  readonly eventId: number;
  /** The number within the event that people see; unique in its event only. */
  readonly friendlyId: number;
  readonly registrationDbId: number;
  readonly formId: number;
  /** Lower case, as Indico keeps addresses. */
  readonly email: string;
};

const LONGEST_QUERY = 8192;
const LONGEST_CODES = 1024;
const INT32_MAX = 2_147_483_647;

/**
 * Stands for a raw "+" until we know where it stood: a form-encoded blank, or a plus that nobody encoded.
 * A private-use character, which no link holds: one that does is refused.
 */
const RAW_PLUS = "\ue000";
const BLANKS = /[ \u00a0]/g;
const BLANKS_AND_RAW_PLUSES = /[ \u00a0\ue000]/g;

/**
 * Reads `codes=E.R.D.F|email` out of a raw query string, as browsers, mail programs and organisers' typing leave it:
 * - the bar raw, as `%7C` or as `\|`; `codes` and the address in any case; a final slash; other parameters beside it;
 * - blanks are dropped, except one between two characters of the address's local part: a plus that lost its encoding;
 * - a raw "+" is a plus inside the address, a blank elsewhere; percent-encoding is decoded once.
 *
 * Takes the raw string because decoded parameters no longer tell "+" from a blank. Everything else is "malformed", one
 * word for every reason: `codes` missing or twice, not four ids from 1 to 2^31-1 in plain ASCII digits, no address, what
 * was encoded twice, control characters, more than 8 KiB.
 */
export function parsePaymentLink(rawQuery: string): Result<PaymentLink, "malformed"> {
  const codes = findCodes(rawQuery);
  const parts = codes === null ? null : splitAtBar(codes);
  const ids = parts && parseIds(parts.ids);
  const email = parts && parseEmail(parts.email);
  if (!ids || !email) return err("malformed");
  const [eventId, friendlyId, registrationDbId, formId] = ids;
  return ok({ eventId, friendlyId, registrationDbId, formId, email });
}

/** The decoded value of the one `codes` parameter, its raw pluses marked; null where there is not exactly one. */
function findCodes(rawQuery: string): string | null {
  if (rawQuery.length > LONGEST_QUERY) return null;
  const found = rawQuery
    .replace(/^\?/, "")
    .split("&")
    .map((pair) => ({ name: pair.split("=", 1)[0] ?? "", value: pair.slice(pair.indexOf("=") + 1) }))
    .filter(({ name }) => name.toLowerCase() === "codes");
  const [only, second] = found;
  if (!only || second || only.value.length > LONGEST_CODES) return null;
  const pieces = only.value.split("+").map(decodeOnce);
  return pieces.every((piece) => piece !== null && !piece.includes(RAW_PLUS)) ? pieces.join(RAW_PLUS) : null;
}

function decodeOnce(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text);
    return /%[0-9a-f]{2}/i.test(decoded) ? null : decoded; // still encoded: somebody encoded it twice
  } catch {
    return null;
  }
}

function splitAtBar(codes: string): { ids: string; email: string } | null {
  const [ids, email, more] = codes.split(/\\?\|/);
  return ids === undefined || email === undefined || more !== undefined ? null : { ids, email };
}

function parseIds(text: string): [number, number, number, number] | null {
  const match = /^([1-9]\d{0,9})\.([1-9]\d{0,9})\.([1-9]\d{0,9})\.([1-9]\d{0,9})$/.exec(
    text.replace(BLANKS_AND_RAW_PLUSES, ""),
  );
  if (!match) return null;
  const [event = 0, friendly = 0, registration = 0, form = 0] = match.slice(1).map(Number);
  return Math.max(event, friendly, registration, form) > INT32_MAX ? null : [event, friendly, registration, form];
}

function parseEmail(text: string): string | null {
  const address = trimEndBlanks(trimEndBlanks(text).replace(/\/$/, "")).replace(/^[ \u00a0\ue000]+/, "");
  const at = address.indexOf("@");
  if (at < 0) return null;
  const local = address.slice(0, at).replace(/(?<=[^ \u00a0])[ \u00a0](?=[^ \u00a0])/g, "+");
  const email = (local + address.slice(at)).replace(BLANKS, "").replaceAll(RAW_PLUS, "+");
  return isEmailAddress(email) ? normalizeEmail(email) : null;
}

function trimEndBlanks(text: string): string {
  return text.replace(/[ \u00a0\ue000]+$/, "");
}
