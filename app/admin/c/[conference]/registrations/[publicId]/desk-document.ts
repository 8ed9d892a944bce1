import "server-only";
import { getLocale } from "next-intl/server";
import { type Document, documentAnswer } from "@/app/(attendee)/r/[publicId]/paid-document";
import { admitAtDesk } from "@/app/admin/guard";
import { readOrder, type StoredOrder } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { loadForDesk } from "@/lib/registration/load-for-desk";

/** A document of a registration's paid order for staff, in the language of their pages; 404 while it is not paid. */
export async function deskDocument(
  { conference, publicId }: { conference: string; publicId: string },
  write: (order: StoredOrder, locale: Locale) => Promise<Document | null>,
): Promise<Response> {
  const admitted = await admitAtDesk(conference, "registrations.see");
  if (!admitted.ok) return admitted.error;
  const view = await loadForDesk(admitted.value.conference.id, publicId);
  const paid = view?.orders.find(
    ({ state, payerId, missingMinor }) => state === "placed" && payerId === view.registration.id && missingMinor === 0,
  );
  const order = paid ? await readOrder(paid.id) : null;
  const document = order && (await write(order, await getLocale()));
  return document ? documentAnswer(document) : new Response(null, { status: 404 });
}
