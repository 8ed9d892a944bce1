import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { loadAgenda } from "@/lib/bookings/load-agenda";
import { requireJourney } from "../../../journey";
import { LeaveForm } from "./leave-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.agenda.leave"))("page-title") };
}

/** Asks whether somebody means it who would give a place away that others wait for. */
export default async function LeavePage({ params }: PageProps<"/r/[publicId]/agenda/[sessionId]/leave">) {
  const { publicId, sessionId } = await params;
  const { journey } = await requireJourney(publicId);
  const agenda = await loadAgenda(journey.registration.id, "portal", new Date());
  const entry = agenda?.entries.find(({ session }) => session.publicId === sessionId);
  if (entry?.leave.do !== "leave") redirect(`/r/${publicId}/agenda`);
  return <LeaveForm journey={journey} session={entry.session} waiting={entry.waiting} />;
}
