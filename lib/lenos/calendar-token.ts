import "server-only";
import { seal, unseal } from "@/lib/secrets/seal";

/** The address of one person's sessions, for a calendar that fetches them by itself. Whoever has it may read them. */
export function calendarUrl(publicUrl: string, registrationPublicId: string): string {
  const query = new URLSearchParams({ PersonId: registrationPublicId, token: seal(registrationPublicId, "calendar") });
  return `${publicUrl}/api/lenos/Session.ics?${query}`;
}

/** The same address by the scheme at which a calendar subscribes instead of reading it once. */
export function subscriptionUrl(publicUrl: string, registrationPublicId: string): string {
  return calendarUrl(publicUrl, registrationPublicId).replace(/^https?:/, "webcal:");
}

export function isCalendarToken(token: string, registrationPublicId: string): boolean {
  return unseal(token, "calendar") === registrationPublicId;
}
