import type { Place } from "./places";

type Listed = {
  eventId: number;
  registrationDbId: number;
  formId: number;
  email: string;
  paid: boolean | null;
  amount: string | null;
  currency: string | null;
  method: string | null;
  checkedIn: boolean | null;
};
type List = { registrations: Listed[]; next: string };

export type Played = { listed: Listed[]; written: number; next: string };

/**
 * Plays Indico's timed procedure: downloads what changed since the last time, page by page, and records payments and
 * presence in Indico by its own two calls, where Indico does not show them yet.
 */
export async function playCron(place: Place, secret: string, since: string | null): Promise<Played> {
  const played: Played = { listed: [], written: 0, next: since ?? "" };
  for (;;) {
    const page = await download(place, secret, played.next);
    played.listed.push(...page.registrations);
    for (const registration of page.registrations) played.written += await record(place, registration);
    if (page.next === played.next) return played;
    played.next = page.next;
  }
}

async function download(place: Place, secret: string, since: string): Promise<List> {
  const url = `${place.portalUrl}/api/indico/events/${place.indico.dev.events.workshop}/payments?since=${since}&limit=2`;
  const reply = await fetch(url, { headers: { authorization: `Bearer ${secret}` } });
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as List;
}

/** @returns how many writes it took */
async function record({ indico }: Place, { eventId, formId, registrationDbId, paid, checkedIn }: Listed) {
  const registrant = `/api/events/${eventId}/registrants/${registrationDbId}`;
  const now = (await indico.call(registrant)) as { paid: boolean; checked_in: boolean };
  let written = 0;
  if (paid && !now.paid) {
    const toggle = `/event/${eventId}/manage/registration/${formId}/registrations/${registrationDbId}/toggle-payment`;
    await indico.call(toggle, { method: "POST", body: new URLSearchParams({ pay: "1" }) });
    written += 1;
  }
  if (checkedIn !== null && checkedIn !== now.checked_in) {
    const body = JSON.stringify({ checked_in: checkedIn });
    await indico.call(registrant, { method: "PATCH", body, headers: { "content-type": "application/json" } });
    written += 1;
  }
  return written;
}
