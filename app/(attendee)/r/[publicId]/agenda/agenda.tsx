import { CalendarPlus, CalendarSync } from "lucide";
import { useTranslations } from "next-intl";
import { GuidedStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { usePageLocale } from "@/components/page-locale";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/section";
import { Words } from "@/components/words";
import type { Agenda, AgendaEntry } from "@/lib/bookings/load-agenda";
import { translated } from "@/lib/i18n/translated";
import type { Journey } from "@/lib/registration/load-journey";
import { cityOfZone, formatWeekday } from "@/lib/time/format";
import { localDay } from "@/lib/time/zone";
import { useConferenceFrame } from "../../../attendee-stage";
import { AgendaGuide } from "./agenda-guide";
import { AgendaRow } from "./agenda-row";
import { type AgendaView, agendaAddress, type Said, WHOLE_AGENDA } from "./agenda-view";
import { BookingNote } from "./booking-note";
import { SaidNote } from "./said-note";

export type AgendaProps = {
  journey: Journey;
  agenda: Agenda;
  view: AgendaView;
  /** What the last act came of, from the address. */
  said: Said;
  /** Where the person's calendar can follow their sessions; null: there are none yet. */
  subscription: string | null;
  now: Date;
};

/** The published programme by day, each session with what the person may do there. */
export function AgendaPage({ journey, agenda, view, said, subscription, now }: AgendaProps) {
  const t = useTranslations("attendee.agenda");
  const locale = usePageLocale();
  const { timeZone, organiser } = translated(journey.conference, locale);
  const { publicId } = journey.registration;
  const path = `/r/${publicId}`;
  const { entries } = agenda;
  const acted = entries.find(({ session }) => session.publicId === said.session);
  const days = [...new Map(entries.map((entry) => [dayOf(entry, timeZone), entry.session.startsAt]))].map(
    ([day, at]) => ({ day, at }),
  );
  const shown = entries.filter((entry) => entry === acted || isShown(entry, view, timeZone));
  const mayBook = agenda.participation === "Registered";
  return (
    <GuidedStage
      conference={useConferenceFrame(journey.conference)}
      path={agendaAddress(publicId, view)}
      headline={
        <>
          <Title lead={entries.length > 0 && t("lead", { city: cityOfZone(timeZone, locale) })}>{t("title")}</Title>
          {acted && <SaidNote publicId={publicId} said={said.said} entry={acted} />}
          <BookingNote journey={journey} participation={agenda.participation} />
          <p className="mt-5 flex flex-wrap gap-x-6 gap-y-1 text-sm print:hidden">
            <a href={path} className="py-1">
              {t("own-page")}
            </a>
            {entries.some(({ mine }) => mine?.state === "registered") && (
              <a href={`${path}/calendar.ics`} className="inline-flex items-center gap-1.5 py-1">
                <Icon of={CalendarPlus} />
                {t("calendar")}
              </a>
            )}
            {subscription !== null && (
              <a href={subscription} className="inline-flex items-center gap-1.5 py-1">
                <Icon of={CalendarSync} />
                {t("subscribe")}
              </a>
            )}
          </p>
        </>
      }
      guide={
        entries.length > 0 && (
          <AgendaGuide publicId={publicId} days={days} agenda={agenda} view={view} timeZone={timeZone} />
        )
      }
    >
      {entries.length === 0 && <EmptyState title={t("none")}>{t("none-do", { organiser })}</EmptyState>}
      {entries.length > 0 && shown.length === 0 && (
        <EmptyState title={t(view.mine ? "none-mine" : "none-shown")}>
          <a href={agendaAddress(publicId, WHOLE_AGENDA)}>{t("show-all")}</a>
        </EmptyState>
      )}
      {days.map(({ day, at }) => {
        const ofDay = shown.filter((entry) => dayOf(entry, timeZone) === day);
        if (ofDay.length === 0) return null;
        return (
          <Section key={day} className="mb-10" title={<Words>{formatWeekday(at, timeZone, locale)}</Words>}>
            <ul className="mt-3">
              {ofDay.map((entry) => (
                <AgendaRow
                  key={entry.session.publicId}
                  entry={entry}
                  {...{ journey, agenda, view, mayBook, now }}
                  said={entry === acted ? said.said : null}
                />
              ))}
            </ul>
          </Section>
        );
      })}
    </GuidedStage>
  );
}

function dayOf({ session }: AgendaEntry, timeZone: string): string {
  return localDay(session.startsAt, timeZone);
}

function isShown(entry: AgendaEntry, { day, tag, mine }: AgendaView, timeZone: string): boolean {
  if (day !== null && dayOf(entry, timeZone) !== day) return false;
  if (tag !== null && !entry.session.tags.includes(tag)) return false;
  return !mine || entry.mine !== null;
}
