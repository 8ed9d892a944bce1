import { useTranslations } from "next-intl";
import { useSessionHours } from "@/components/session-hours";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { OwnWords, Words } from "@/components/words";
import type { NextSession } from "@/lib/bookings/load-own-sessions";

type OwnAgendaProps = {
  /** The person's own address. */
  path: string;
  /** The next sessions that they are in; null: the conference shows no programme. */
  next: readonly NextSession[] | null;
  timeZone: string;
};

/** The way to the programme, with what comes next of it. */
export function OwnAgenda({ path, next, timeZone }: OwnAgendaProps) {
  const t = useTranslations("attendee.agenda.own");
  const { dayAndHours } = useSessionHours(timeZone);
  if (!next) return null;
  return (
    <Section title={t("title")} intro={t(next.length > 0 ? "next" : "none")}>
      {next.length > 0 && (
        <ul className="mt-3 grid gap-3">
          {next.map((session) => (
            <li key={session.publicId}>
              <OwnWords of={session} field="title" />
              <span className="block text-sm text-ink-soft">
                <Words>{dayAndHours(session)}</Words>
                {session.room && (
                  <>
                    , <OwnWords of={session} field="room" />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-4 print:hidden">
        <ButtonLink href={`${path}/agenda`}>{t("open")}</ButtonLink>
      </p>
    </Section>
  );
}
