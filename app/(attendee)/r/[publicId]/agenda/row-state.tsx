import { cx } from "class-variance-authority";
import { Ban, CircleCheck, Clock, type IconNode } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { usePageLocale } from "@/components/page-locale";
import { State } from "@/components/ui/state";
import type { BookingRefusal } from "@/lib/bookings/decide-booking";
import { translated } from "@/lib/i18n/translated";
import { formatDayAndTime } from "@/lib/time/format";
import type { AgendaRowProps } from "./agenda-row";
import { SessionLinks } from "./session-links";

type Shown = {
  state?: { word: string; icon: IconNode; tone: "ok" | "wait" | "plain" };
  fact?: ReactNode;
  /** The last tenth of the places. */
  isUrgent?: boolean;
};

/** How the person stands with a session; of another one, what a wish for it would meet. */
export function RowState(row: AgendaRowProps) {
  const own = useOwnState(row);
  const open = useOpenState(row);
  const { state, fact, isUrgent } = own ?? open;
  return (
    <>
      {state && <State {...state} />}
      {fact && (
        <span className={cx("text-sm text-pretty", isUrgent ? "font-semibold text-wait" : "text-ink-soft")}>
          {fact}
        </span>
      )}
    </>
  );
}

const OFF = { icon: Ban, tone: "plain" } as const;
const OK = { icon: CircleCheck, tone: "ok" } as const;
const WAIT = { icon: Clock, tone: "wait" } as const;

/** Null for a session that they have nothing of. */
function useOwnState({ entry, journey }: AgendaRowProps): Shown | null {
  const t = useTranslations("attendee.agenda.state");
  const locale = useLocale();
  const { session, mine, position, offerUntil, leave } = entry;
  const moment = (at: Date) => formatDayAndTime(at, journey.conference.timeZone, locale);
  if (session.isCancelled) return { state: { ...OFF, word: t("cancelled") } };
  switch (mine?.state) {
    case "registered": {
      if (mine.source === "included") return { state: { ...OK, word: t("included") } };
      if (mine.isDerived) return { state: { ...OK, word: t("bought") } };
      const until = session.leaveUntil;
      const fact = leave.do === "leave" ? until && t("leave-until", { moment: moment(until) }) : t("leave-over");
      return { state: { ...OK, word: t("booked") }, fact };
    }
    case "held":
      if (mine.isDerived) return { state: { ...WAIT, word: t("ordered") } };
      return {
        state: { ...WAIT, word: t("offered") },
        fact: offerUntil && t("offered-until", { moment: moment(offerUntil) }),
      };
    case "waitlisted":
      return { state: { ...WAIT, word: t("waitlisted", { position: position ?? 0 }) } };
    default:
      return null;
  }
}

function useOpenState({ entry, journey, now }: AgendaRowProps): Shown {
  const t = useTranslations("attendee.agenda.state");
  const refused = useRefused({ entry, journey, now });
  const { register, places, waiting, conflicts } = entry;
  if (register.do === "refuse") return refused(register.reason);
  if (register.do === "wait") return { state: { ...WAIT, word: t("waiting-list") }, fact: t("waiting", { waiting }) };
  if (register.do === "nothing") return { fact: t("no-booking") };
  if (conflicts.length > 0) {
    return { fact: t.rich("overlap-warn", { others: () => <Others of={conflicts} journey={journey} /> }) };
  }
  if (!places) return {};
  return { fact: t("places-left", places), isUrgent: places.free * 10 <= places.capacity };
}

function useRefused({ entry, journey, now }: Pick<AgendaRowProps, "entry" | "journey" | "now">) {
  const t = useTranslations("attendee.agenda.state");
  const locale = useLocale();
  const read = usePageLocale();
  const { session, places, conflicts } = entry;
  return (reason: BookingRefusal): Shown => {
    switch (reason) {
      case "full":
        return { state: { ...OFF, word: t("full") } };
      case "waiting_list_full":
        return { state: { ...OFF, word: t("full") }, fact: t("waiting-list-full") };
      case "not_open_yet": {
        const moment = formatDayAndTime(session.opensAt ?? now, journey.conference.timeZone, locale);
        return { fact: t("opens", { moment }) };
      }
      case "closed":
        return { state: { ...OFF, word: t("closed") } };
      case "started":
        return { state: { ...OFF, word: t(now < session.endsAt ? "begun" : "over") } };
      case "not_eligible": {
        // Who has no code does not hear of what one opens.
        const open = session.categories.filter(({ needsCode }) => !needsCode);
        if (!open.length) return { fact: t("for-others") };
        const names = open.map((category) => translated(category, read).name);
        const key = session.booking === "included" ? "comes-with" : "not-eligible";
        return { fact: t(key, { names: new Intl.ListFormat(locale).format(names) }) };
      }
      case "payment_required": {
        const fact = session.service && t("sold", { name: translated(session.service, read).name });
        return places?.free === 0 ? { state: { ...OFF, word: t("full") }, fact } : { fact };
      }
      case "overlap":
        return { fact: t.rich("overlap", { others: () => <Others of={conflicts} journey={journey} /> }) };
      case "limit_reached":
        return { fact: t("limit-reached") };
      default:
        return {};
    }
  };
}

type OthersProps = Pick<AgendaRowProps, "journey"> & { of: AgendaRowProps["entry"]["conflicts"] };

function Others({ of, journey }: OthersProps) {
  return <SessionLinks publicId={journey.registration.publicId} of={of} />;
}
