import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { Agenda } from "@/lib/bookings/load-agenda";
import type { Journey } from "@/lib/registration/load-journey";

type BookingNoteProps = { journey: Journey; participation: Agenda["participation"] };

/** Why nothing can be booked, and what to do about it; nothing for who takes part. */
export function BookingNote({ journey: { registration, conference, order }, participation }: BookingNoteProps) {
  const t = useTranslations("attendee.agenda.not-yet");
  if (participation === "Registered") return null;
  const isOver = participation !== "Pending";
  const why = isOver ? "over" : order?.state === "placed" ? "unpaid" : "unordered";
  return (
    <Note tone={isOver ? "note" : "wait"} title={t(`${why}.is`)}>
      {t.rich(`${why}.do`, {
        organiser: conference.organiser,
        own: (text) => <a href={`/r/${registration.publicId}`}>{text}</a>,
      })}
    </Note>
  );
}
