import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

/** Capitals and digits without look-alikes (0, O, 1, I, L). */
export const PUBLIC_ID_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** Random identifier of 18 characters (89 bits) without look-alikes. It identifies; it never authorises. */
export function newPublicId(): string {
  return Array.from({ length: 18 }, () => PUBLIC_ID_ALPHABET[randomInt(PUBLIC_ID_ALPHABET.length)]).join("");
}

/** Could `newPublicId` have made this? What comes out of an address is asked this before it goes into a query. */
export function isPublicId(text: string): boolean {
  return text.length === 18 && [...text].every((character) => PUBLIC_ID_ALPHABET.includes(character));
}

/** Random secret of 256 bits for a cookie, a one-time link or a machine. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Random password of 32 characters (192 bits), which stand in an address as they are. */
export function newPassword(): string {
  return randomBytes(24).toString("base64url");
}

/** What is stored of a secret that we generated: its SHA-256. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in constant time. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
