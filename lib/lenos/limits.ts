import "server-only";
import type { LenosAccess } from "@/lib/lenos/access";
import { type LenosRefusal, refuse } from "@/lib/lenos/errors";
import { type Taken, takeCounted } from "@/lib/limits/take-token";
import type { Result } from "@/lib/result";

const READ_BURST = 20;
const OWN_CALENDARS_PER_MINUTE = 2;
const BOOKINGS_PER_MINUTE = 600;
const BOOKING_BURST = 100;
const MOST_READS_AT_ONCE = 4;

export type Limited = { readonly headers: Readonly<Record<string, string>>; readonly refusal: LenosRefusal | null };

/** Takes one call from a credential's minute; what is left of it stands in the headers of every answer. */
export async function takeCall(access: LenosAccess, isBooking: boolean): Promise<Limited> {
  const perMinute = isBooking ? BOOKINGS_PER_MINUTE : access.readsPerMinute;
  const burst = Math.min(isBooking ? BOOKING_BURST : READ_BURST, perMinute);
  const limit = { burst, perSeconds: (burst * 60) / perMinute };
  return toLimited(
    perMinute,
    await takeCounted(isBooking ? "lenosBooking" : "lenosRead", String(access.credentialId), limit),
  );
}

/** Takes one reading of a person's own calendar: the calendars of some people fetch it from several devices. */
export async function takeOwnCalendar(personId: string): Promise<Limited> {
  const limit = { burst: READ_BURST, perSeconds: (READ_BURST * 60) / OWN_CALENDARS_PER_MINUTE };
  return toLimited(OWN_CALENDARS_PER_MINUTE, await takeCounted("lenosOwnCalendar", personId, limit));
}

function toLimited(perMinute: number, taken: Taken): Limited {
  const headers = {
    "x-ratelimit-limit": String(perMinute),
    "x-ratelimit-remaining": String(taken.remaining),
    "x-ratelimit-reset": String(taken.resetSeconds),
  };
  if (taken.isGiven) return { headers, refusal: null };
  const refusal = { code: "rate_limited", message: "Too many calls.", retryAfterSeconds: taken.waitSeconds } as const;
  return { headers, refusal };
}

// Pages, routes and instrumentation are bundled apart; the count is one per process.
const process_ = globalThis as typeof globalThis & { foyerLenosReads?: Map<number, number> };

/** Runs a read while less than four of the credential run in this process: whole lists lie in its memory. */
export async function atMostFour<T>(
  credentialId: number,
  read: () => Promise<Result<T, LenosRefusal>>,
): Promise<Result<T, LenosRefusal>> {
  process_.foyerLenosReads ??= new Map();
  const running = process_.foyerLenosReads;
  const before = running.get(credentialId) ?? 0;
  if (before >= MOST_READS_AT_ONCE) {
    return refuse("rate_limited", "Four reads run already.", { retryAfterSeconds: 1 });
  }
  running.set(credentialId, before + 1);
  try {
    return await read();
  } finally {
    const now = (running.get(credentialId) ?? 1) - 1;
    if (now > 0) running.set(credentialId, now);
    else running.delete(credentialId);
  }
}
