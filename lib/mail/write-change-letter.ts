import "server-only";
import { describeChange } from "@/lib/changes/describe-change";
import { OF_CHANGE } from "@/lib/changes/load-changes";
import { db } from "@/lib/db/client";
import { mailConference, registrationUrl } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { composeChangeDecided } from "@/lib/mail/letters/change-decided";
import type { LetterFacts } from "@/lib/mail/queue-mail";
import type { Written } from "@/lib/mail/written";
import { err, ok } from "@/lib/result";

/** The answer to what a person asked for, without an order that changed by it. */
export async function writeChangeDecided(
  { changeId }: LetterFacts["change-decided"],
  locale: Locale,
): Promise<Written> {
  const client = await db();
  const change = await client.changeRequest.findUnique({
    where: { id: changeId },
    select: { ...OF_CHANGE, registration: { include: { conference: true } } },
  });
  if (!change) return err("registration-gone");
  const { registration, state, text, answer } = change;
  return ok(
    composeChangeDecided(
      {
        conference: mailConference(registration.conference, locale),
        isApproved: state === "approved",
        wanted: describeChange(change, locale),
        ...{ text, answer },
        registrationUrl: registrationUrl({ payer: registration }),
      },
      locale,
    ),
  );
}
