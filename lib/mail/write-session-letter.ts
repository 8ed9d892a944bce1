import "server-only";
import { db } from "@/lib/db/client";
import { mailConference, registrationUrl } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { translated } from "@/lib/i18n/translated";
import { composeSessionNews } from "@/lib/mail/letters/session-news";
import type { LetterFacts } from "@/lib/mail/queue-mail";
import type { Written } from "@/lib/mail/written";
import { err, ok } from "@/lib/result";

/** What became of somebody's place in a session. */
export async function writeSessionNews(
  { registrationId, sessionId, news }: LetterFacts["session-news"],
  locale: Locale,
): Promise<Written> {
  const client = await db();
  const registration = await client.registration.findUnique({
    where: { id: registrationId },
    include: { conference: true, bookings: { where: { sessionId } } },
  });
  const session = await client.session.findUnique({ where: { id: sessionId } });
  if (!registration || !session || registration.state === "erased") return err("registration-gone");
  const [booking] = registration.bookings;
  return ok(
    composeSessionNews(
      {
        conference: mailConference(registration.conference, locale),
        news,
        session: translated(session, locale),
        offerUntil: booking?.offerUntil ?? null,
        agendaUrl: `${registrationUrl({ payer: registration })}/agenda`,
      },
      locale,
    ),
  );
}
