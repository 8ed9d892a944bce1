import { cx } from "class-variance-authority";
import { MapPin } from "lucide";
import { useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { useSessionHours } from "@/components/session-hours";
import { Icon } from "@/components/ui/icon";
import { OwnWords, Words } from "@/components/words";
import type { Agenda, AgendaEntry } from "@/lib/bookings/load-agenda";
import { translated } from "@/lib/i18n/translated";
import type { Journey } from "@/lib/registration/load-journey";
import { type AgendaView, anchorOf } from "./agenda-view";
import { RowActs } from "./row-acts";
import { RowState } from "./row-state";
import { SaidNote } from "./said-note";
import { TagMark } from "./tag-mark";

export type AgendaRowProps = {
  entry: AgendaEntry;
  journey: Journey;
  agenda: Agenda;
  view: AgendaView;
  mayBook: boolean;
  /** What the last act on this session came of. */
  said: string | null;
  now: Date;
};

/** One session: when, what, where; how the person stands with it, and what they may do. */
export function AgendaRow(row: AgendaRowProps) {
  const t = useTranslations("attendee.agenda");
  const { entry, journey, agenda, said } = row;
  const { session, mine } = entry;
  const { title } = translated(session, usePageLocale());
  const { hours } = useSessionHours(journey.conference.timeZone);
  const colours = new Map(agenda.tags.map(({ name, colour }) => [name, colour]));
  return (
    <li
      id={anchorOf(session.publicId)}
      className={cx(
        "grid break-inside-avoid gap-x-5 gap-y-2 border-rule border-t py-4 first:border-t-0 sm:grid-cols-[6rem_minmax(0,1fr)] md:grid-cols-[6rem_minmax(0,1fr)_11rem]",
        mine && "-mx-4 bg-accent-tint px-4 shadow-[inset_4px_0_0_var(--accent)] forced-colors:border-l-4",
      )}
    >
      <p className="num text-sm leading-6 font-semibold">
        <Words>{hours(session)}</Words>
      </p>
      <div className="min-w-0">
        <h3 className={cx("leading-6 font-semibold text-pretty", session.isCancelled && "text-ink-faint line-through")}>
          <OwnWords of={session} field="title" />
        </h3>
        {(session.room || session.tags.length > 0) && (
          <p className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-ink-soft">
            {session.room && (
              <span className="inline-flex min-w-0 items-center gap-1.5">
                <Icon of={MapPin} className="size-3.5" />
                <span className="min-w-0">
                  <OwnWords of={session} field="room" />
                </span>
              </span>
            )}
            {session.tags.map((name) => (
              <TagMark key={name} name={name} colour={colours.get(name) ?? null} />
            ))}
          </p>
        )}
        {session.description && (
          <details className="mt-1 text-sm print:hidden">
            <summary
              aria-label={`${t("about")}: ${title}`}
              className="w-fit py-0.5 text-ink-soft underline decoration-edge underline-offset-[0.2em]"
            >
              {t("about")}
            </summary>
            <p className="mt-1 max-w-prose whitespace-pre-line wrap-anywhere">
              <OwnWords of={session} field="description" />
            </p>
          </details>
        )}
        {said && <SaidNote publicId={journey.registration.publicId} said={said} entry={entry} isAtSession />}
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 sm:col-start-2 md:col-start-3 md:flex-col md:items-end md:text-right">
        <RowState {...row} />
        <RowActs {...row} />
      </div>
    </li>
  );
}
