import { toDecimal } from "@/lib/money/money";
import { localFromUtc } from "@/lib/time/zone";

/** "610.00" of 61000 cents. */
export function moneyCell(minor: number, currency: string): string {
  return toDecimal({ minor, currency });
}

/** The conference's local time; null stays. */
export function momentCell(at: Date | null, zone: string): string | null {
  return at && localFromUtc(at, zone);
}

/** Adds an amount to its currency's sum. */
export function addTo(sums: Record<string, number>, currency: string, minor: number): void {
  sums[currency] = (sums[currency] ?? 0) + minor;
}
