import "server-only";
import { loadCatalogue } from "@/lib/catalogue/load-catalogue";
import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { draftAmendment, loadSoldLines } from "@/lib/orders/draft-amendment";
import { awaitedWayOf } from "@/lib/orders/settle-difference";
import { withItemsOf } from "@/lib/orders/sold-items";
import type { DeskOrder, DeskView } from "@/lib/registration/load-for-desk";
import { findChange } from "../../changes/[changeId]/find-change";
import { readAmendment } from "./read-amendment";

/** The kept form's name: what staff want of this registration's order. */
export const amendForm = (registrationId: number) => `registration.amend:${registrationId}`;

type Wanted = {
  view: DeskView;
  orderId: string;
  staff: { sessionId: string };
  /** Whether what was typed last is meant, or the order as it is. */
  isTyped: boolean;
};

/** Everything that the form of an order shows; null where there is no such order to change. */
export async function loadAmending({ view, orderId, staff, isTyped }: Wanted) {
  const { registration, orders } = view;
  const live = orders.filter(({ state }) => state === "draft" || state === "placed");
  const order = live.find(({ publicId }) => publicId === orderId) ?? null;
  if (orderId === "new" ? live.length > 0 : order === null) return null;
  const client = await db();
  const sold = order ? await loadSoldLines(client, order.id, registration.id) : [];
  const { conferenceId, id: registrationId } = registration;
  const catalogue = withItemsOf(await loadCatalogue(client, { conferenceId, registrationId, locale: null }), sold);
  const kept = isTyped ? await findKeptStaffForm<never[]>(staff, amendForm(registrationId)) : null;
  const values = kept
    ? await withoutDecided(registrationId, kept.values)
    : valuesOf(order, sold, registration.conference);
  return { order, catalogue, values, isTyped: kept !== null, ...readAmendment(registrationId, values, catalogue) };
}

/** What was typed goes on without a request that was decided or withdrawn meanwhile. */
async function withoutDecided(registrationId: number, values: FormValues): Promise<FormValues> {
  const { change, ...typed } = values;
  if (change === undefined || (await findChange(registrationId, singleValue(values, "change")))) return values;
  return { ...typed, tell: "yes" };
}

export type Amending = NonNullable<Awaited<ReturnType<typeof loadAmending>>>;

/** What the typed form would do, for the preview. */
export async function previewAmending({ order, amendment }: Amending, now: Date) {
  return draftAmendment(await db(), order?.id ?? null, amendment, now);
}

type Sold = Awaited<ReturnType<typeof loadSoldLines>>;

/** The form as the order is. */
function valuesOf(order: DeskOrder | null, sold: Sold, conference: Conference): FormValues {
  const values: FormValues = {
    tell: "yes",
    way: order ? awaitedWayOf({ way: order.way, conference }) : "on_site",
  };
  for (const { category, service, quantity, diets, guests } of sold) {
    if (category) values.category = category.code;
    if (!service) continue;
    const before = Number(values[`quantity.${service.code}`] ?? 0);
    values[`quantity.${service.code}`] = String(before + quantity);
    for (let index = 0; index < quantity; index++) {
      const guest = guests.find(({ position }) => position === index);
      values[`place.${service.code}.${before + index}.guestName`] = guest?.name ?? "";
      values[`place.${service.code}.${before + index}.diet`] = guest?.diet ?? diets[index] ?? "";
    }
  }
  return values;
}
