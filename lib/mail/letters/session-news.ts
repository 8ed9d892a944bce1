import type { SessionNews } from "@/lib/bookings/tell";
import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { formatMoment, mailTexts } from "@/lib/mail/mail-texts";

export type SessionNewsData = {
  conference: MailConference;
  news: SessionNews;
  session: { title: string; startsAt: Date; room: string };
  /** Until when an offered place is held; null where none is. */
  offerUntil: Date | null;
  agendaUrl: string;
};

const TONES = { promoted: "ok", offered: "wait", "offer-over": "wait", cancelled: "bad" } as const;

/** A place in a session became somebody's, is offered, or is gone, without their doing. */
export function composeSessionNews(data: SessionNewsData, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference, news, session, offerUntil, agendaUrl } = data;
  const { title } = session;
  const until = offerUntil ? formatMoment(offerUntil, conference.timeZone, locale) : "";
  return composeMail(
    {
      subject: texts(`session-news.subject-${news}`, { title, conference: conference.name }),
      status: { tone: TONES[news], words: texts(`session-news.status-${news}`) },
      heading: texts(`session-news.heading-${news}`),
      blocks: [
        { kind: "paragraph", text: texts(`session-news.lead-${news}`, { title, until }) },
        {
          kind: "facts",
          facts: [
            { label: texts("session-news.session"), value: title },
            { label: texts("session-news.begins"), value: formatMoment(session.startsAt, conference.timeZone, locale) },
            ...(session.room ? [{ label: texts("session-news.room"), value: session.room }] : []),
          ],
        },
        { kind: "button", label: texts(`session-news.button-${news}`), url: agendaUrl },
      ],
    },
    conference,
    locale,
  );
}
