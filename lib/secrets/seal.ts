import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/** What a sealed text is for: each purpose has a key of its own, so that one cannot be passed off as another. */
export type Purpose = "indico-token" | "totp" | "convio-signing" | "shown-once" | "calendar";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

/**
 * Encrypts a secret that has to be used again later, for the database: AES-256-GCM, its key derived from AUTH_SECRET
 * by HKDF (RFC 5869, SHA-256). Sealing the same text twice gives two different texts.
 */
export function seal(secret: string, purpose: Purpose): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor(purpose), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/** The secret; null where it was sealed under another AUTH_SECRET or purpose, or was altered since. */
export function unseal(sealed: string, purpose: Purpose): string | null {
  const [version, encoded = ""] = sealed.split(".");
  const bytes = Buffer.from(encoded, "base64url");
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, keyFor(purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyFor(purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync("sha256", env().authSecret, "", `foyer sealed ${purpose}`, KEY_BYTES));
}
