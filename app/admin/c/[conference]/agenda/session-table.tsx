import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable, type Row } from "@/components/ui/data-table";
import type { AgendaSession } from "@/lib/agenda/load-agenda";
import { formatDayAndTime, formatTime } from "@/lib/time/format";
import { localDay } from "@/lib/time/zone";
import type { AtDesk } from "../../../guard";
import { agendaPage } from "./agenda-page";
import { SessionStates } from "./session-states";

type Props = { at: AtDesk; day: string; sessions: readonly AgendaSession[] };

/** The sessions of one day in the order of time, as a programme has them. */
export function SessionTable({ at, day, sessions }: Props) {
  const t = useTranslations("admin-agenda");
  const columns: Column[] = [
    { key: "time", head: t("columns.time"), width: "w-18 sm:w-28" },
    { key: "title", head: t("columns.session") },
    { key: "room", head: t("columns.room"), width: "w-40", wideOnly: true },
    { key: "booking", head: t("columns.booking"), width: "w-40", wideOnly: true },
    { key: "places", head: t("columns.places"), width: "w-20 sm:w-24", align: "right" },
    { key: "waiting", head: t("columns.waiting"), width: "w-20", align: "right", wideOnly: true },
  ];
  return <DataTable caption={day} columns={columns} rows={sessions.map((session) => toRow(session, at))} />;
}

function toRow(session: AgendaSession, at: AtDesk): Row {
  return {
    key: session.publicId,
    cells: {
      time: <Time session={session} timeZone={at.conference.timeZone} />,
      title: <Titled session={session} slug={at.conference.slug} />,
      room: <span className="whitespace-normal">{session.room}</span>,
      booking: <BookedBy session={session} />,
      places: <Places session={session} />,
      waiting: <Waiting session={session} />,
    },
  };
}

/** "09:00–10:30"; of one that ends another day that day too. */
function Time({ session: { startsAt, endsAt }, timeZone }: { session: AgendaSession; timeZone: string }) {
  const locale = useLocale();
  const isOneDay = localDay(startsAt, timeZone) === localDay(endsAt, timeZone);
  const end = isOneDay ? formatTime(endsAt, timeZone, locale) : formatDayAndTime(endsAt, timeZone, locale);
  return (
    <span className="num whitespace-normal">
      {formatTime(startsAt, timeZone, locale)}–{end}
    </span>
  );
}

function Titled({ session, slug }: { session: AgendaSession; slug: string }) {
  return (
    <>
      <a href={agendaPage(slug, session.publicId)} className="font-semibold whitespace-normal">
        {session.title}
      </a>{" "}
      <SessionStates {...session} />
      <small>{session.tags.join(", ") || session.code}</small>
    </>
  );
}

function BookedBy({ session: { booking, serviceName } }: { session: AgendaSession }) {
  const t = useTranslations("admin-agenda");
  return (
    <span className="whitespace-normal">
      {serviceName === null ? t(`booking.${booking}`) : t("sold-with", { name: serviceName })}
    </span>
  );
}

/** "12 of 40"; without a limit, how many booked. */
function Places({ session: { places, placed, booking } }: { session: AgendaSession }) {
  const t = useTranslations("admin-agenda");
  if (places) {
    const isFull = places.taken >= places.capacity;
    return <span className={isFull ? "num font-semibold text-bad" : "num"}>{t("of", places)}</span>;
  }
  if (booking === "none" || booking === "included") return <span className="text-ink-faint">–</span>;
  return <span className="num">{t("count", { count: placed })}</span>;
}

function Waiting({ session: { waiting, offered, waitingPlaces } }: { session: AgendaSession }) {
  const t = useTranslations("admin-agenda");
  if (waiting + offered === 0 && waitingPlaces === 0) return <span className="text-ink-faint">–</span>;
  return (
    <>
      <span className="num">{t("count", { count: waiting })}</span>
      {offered > 0 && <small>{t("offered", { count: offered })}</small>}
    </>
  );
}
