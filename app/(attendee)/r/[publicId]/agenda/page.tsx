import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { loadAgenda } from "@/lib/bookings/load-agenda";
import { env } from "@/lib/env";
import { subscriptionUrl } from "@/lib/lenos/calendar-token";
import { requireJourney } from "../journey";
import { AgendaPage } from "./agenda";
import { readView } from "./agenda-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.agenda"))("title") };
}

/** The programme, with what the person is in; also for who is cancelled, to read. */
export default async function Page({ params, searchParams }: PageProps<"/r/[publicId]/agenda">) {
  const { publicId } = await params;
  const query = await searchParams;
  const { journey } = await requireJourney(publicId);
  const now = new Date();
  const agenda = await loadAgenda(journey.registration.id, "portal", now);
  if (!agenda) notFound();
  const said = { said: String(query.said ?? ""), session: String(query.session ?? "") };
  const subscription = agenda.entries.length > 0 ? subscriptionUrl(env().publicUrl, publicId) : null;
  return <AgendaPage {...{ journey, agenda, said, subscription, now }} view={readView(query)} />;
}
