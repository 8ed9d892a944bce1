import type { Locale } from "@/lib/i18n/locales";
import { composeMail, type Mail, type MailConference } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";
import { formatMoney } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";

export type RegistrationCancelled = {
  conference: MailConference;
  /** As people read it, from `shownNumber`. */
  registrationNumber: string;
  /** What had been paid. */
  paid: Money;
  /** What goes back; null while that is not decided. */
  refund: Money | null;
};

/** A registration was cancelled. It says what becomes of the money. */
export function composeRegistrationCancelled(data: RegistrationCancelled, locale: Locale): Mail {
  const texts = mailTexts(locale);
  const { conference } = data;
  return composeMail(
    {
      subject: texts("registration-cancelled.subject", { conference: conference.name }),
      status: { tone: "bad", words: texts("registration-cancelled.status") },
      heading: texts("registration-cancelled.heading"),
      blocks: [
        {
          kind: "paragraph",
          text: texts("registration-cancelled.lead", {
            registration: data.registrationNumber,
            conference: conference.name,
          }),
        },
        { kind: "paragraph", text: aboutMoney(data, locale) },
        { kind: "small", text: texts("registration-cancelled.not-you") },
      ],
    },
    conference,
    locale,
  );
}

function aboutMoney({ conference, paid, refund }: RegistrationCancelled, locale: Locale): string {
  const texts = mailTexts(locale);
  if (paid.minor === 0) return texts("registration-cancelled.nothing-paid");
  if (refund === null) {
    return texts("registration-cancelled.refund-open", {
      amount: formatMoney(paid, locale),
      organiser: conference.organiser,
    });
  }
  if (refund.minor === 0) {
    return texts("registration-cancelled.no-refund", { amount: formatMoney(paid, locale) });
  }
  return texts("registration-cancelled.refund", { amount: formatMoney(refund, locale) });
}
