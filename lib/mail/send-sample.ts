import "server-only";
import { transaction } from "@/lib/db/client";
import type { Locale } from "@/lib/i18n/locales";
import { newPublicId } from "@/lib/ids/public-id";
import { queue } from "@/lib/jobs/queue";
import { queueMail } from "@/lib/mail/queue-mail";
import type { WordedLetter } from "@/lib/mail/wording";

/** Sends a letter as an invented registration would get it to a staff member's own address. */
export async function sendSample(
  { conferenceId, letter, locale }: { conferenceId: number; letter: WordedLetter; locale: Locale },
  recipient: string,
): Promise<void> {
  await queue();
  await transaction((tx) =>
    queueMail(tx, {
      letter: "sample",
      key: `sample:${newPublicId()}`,
      facts: { conferenceId, sampleOf: letter },
      ...{ recipient, locale, conferenceId },
    }),
  );
}
