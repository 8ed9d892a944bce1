import "server-only";
import { findKeptForm } from "@/lib/access/kept-form";
import { loadCatalogue } from "@/lib/catalogue/load-catalogue";
import type { Askable, ChangeProblem } from "@/lib/changes/read-change";
import { db } from "@/lib/db/client";
import { loadSoldLines } from "@/lib/orders/draft-amendment";
import { withItemsOf } from "@/lib/orders/sold-items";
import type { Journey } from "@/lib/registration/load-journey";
import type { OpenJourney } from "../journey";

/** How the last try ended. `"wait"`: too many requests came. */
export type AskingProblems = { fields: ChangeProblem[]; trouble?: "wait" };

/** Whether the person may ask for a change: what they ordered is placed. */
export function mayAsk({ order, registration }: Journey): boolean {
  return order?.state === "placed" && registration.state !== "cancelled";
}

/** What may be asked for, beside what is ordered. */
export async function loadAskable({ registration, order }: Journey): Promise<Askable & { currency: string }> {
  const { conferenceId, id: registrationId } = registration;
  const client = await db();
  const sold = order ? await loadSoldLines(client, order.id, registrationId) : [];
  const catalogue = withItemsOf(await loadCatalogue(client, { conferenceId, registrationId, locale: null }), sold);
  const quantities = new Map<string, number>();
  for (const { service, quantity } of sold) {
    if (service) quantities.set(service.code, (quantities.get(service.code) ?? 0) + quantity);
  }
  const categoryCode = sold.find(({ category }) => category)?.category?.code ?? null;
  // Who may have a fee that needs a code has it already, or asks for something else in words.
  const categories = catalogue.categories.filter(({ code, needsCode }) => !needsCode || code === categoryCode);
  return { catalogue: { ...catalogue, categories }, categoryCode, quantities, currency: catalogue.currency };
}

/** All that the page shows: what may be asked for, and what was typed last and could not be taken. */
export async function loadAsking({ access, journey }: OpenJourney) {
  const [askable, kept] = await Promise.all([loadAskable(journey), findKeptForm<AskingProblems>(access, "change")]);
  return { journey, askable, values: kept?.values ?? {}, problems: kept?.problems ?? { fields: [] } };
}

export type Asking = Awaited<ReturnType<typeof loadAsking>>;
