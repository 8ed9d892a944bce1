import "server-only";
import { Secret, TOTP } from "otpauth";

/** A code is for 30 seconds; the one before and the one after are taken too, since clocks differ (RFC 6238, 5.2). */
const PERIOD_SECONDS = 30;
const STEPS_AROUND = 1;
const SECRET_BYTES = 20;

/** A new secret of the second factor, in base 32 as apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code of the set-up page says: `otpauth://totp/Foyer:a@example.org?…`. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** The time step of which this is the code; null when it is the code of none that is near. */
export function findTotpStep(secret: string, code: string, now: Date): number | null {
  const typed = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(typed)) return null;
  const timestamp = now.getTime();
  const delta = totp(secret, "").validate({ token: typed, timestamp, window: STEPS_AROUND });
  return delta === null ? null : Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta;
}

/** The code of a moment, for tests and for nobody else. */
export function totpCode(secret: string, now: Date): string {
  return totp(secret, "").generate({ timestamp: now.getTime() });
}

function totp(secret: string, label: string): TOTP {
  return new TOTP({
    ...{ issuer: "Foyer", label, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS },
    secret: Secret.fromBase32(secret),
  });
}
