import "server-only";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import type { ExportView } from "@/lib/indico/export-view";
import type { KnownOfIndico } from "@/lib/indico/read-registration";
import { IndicoSite } from "@/lib/indico/site";
import { unseal } from "@/lib/secrets/seal";

/** A conference's Indico: where it is, which event and form, and what earlier calls learnt of it. */
export type ConferenceIndico = {
  site: IndicoSite;
  eventId: number;
  formId: number;
  mapping: unknown;
  known: KnownOfIndico;
};

/** @returns null when the conference is not tied to an Indico, or no token is configured */
export async function indicoOf(conferenceId: number): Promise<ConferenceIndico | null> {
  const client = await db();
  const conference = await client.conference.findUnique({
    where: { id: conferenceId },
    select: {
      indicoUrl: true,
      indicoEventId: true,
      indicoFormId: true,
      indicoTokenSealed: true,
      indicoMapping: true,
      indicoKnown: true,
    },
  });
  const token = conference?.indicoTokenSealed
    ? unseal(conference.indicoTokenSealed, "indico-token")
    : env().INDICO_TOKEN;
  if (!conference?.indicoUrl || !conference.indicoEventId || !conference.indicoFormId || !token) return null;
  const known = conference.indicoKnown as { api?: KnownOfIndico["api"]; exportView?: ExportView | null };
  return {
    site: new IndicoSite(conference.indicoUrl, token),
    eventId: conference.indicoEventId,
    formId: conference.indicoFormId,
    mapping: conference.indicoMapping,
    known: { api: known.api ?? null, exportView: known.exportView ?? null },
  };
}

/** Remembers what a call learnt, so that the next one asks less. */
export async function rememberIndico(conferenceId: number, before: KnownOfIndico, now: KnownOfIndico): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  const client = await db();
  await client.conference.update({ where: { id: conferenceId }, data: { indicoKnown: now as object } });
}
