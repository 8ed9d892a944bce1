import { CircleCheck, Clock, OctagonAlert } from "lucide";
import { useTranslations } from "next-intl";

export const MAIL_LOOKS = {
  queued: { icon: Clock, tone: "wait" },
  sent: { icon: CircleCheck, tone: "ok" },
  failed: { icon: OctagonAlert, tone: "bad" },
} as const;

/** What a letter is called while it has no subject: it is written when it is sent. */
export function useLetterName(): (letter: string) => string {
  const t = useTranslations("admin-registration.mails.letters");
  return (letter) => (t.has(letter as Letter) ? t(letter as Letter) : letter);
}

type Letter = Parameters<ReturnType<typeof useTranslations<"admin-registration.mails.letters">>>[0];
