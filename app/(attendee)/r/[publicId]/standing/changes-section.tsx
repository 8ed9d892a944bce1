import { useLocale, useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { describeChange } from "@/lib/changes/describe-change";
import type { ShownChange } from "@/lib/changes/load-changes";
import { translated } from "@/lib/i18n/translated";
import type { Journey } from "@/lib/registration/load-journey";
import { formatDateTime } from "@/lib/time/format";
import { mayAsk } from "../change/load-asking";

type ChangesSectionProps = {
  journey: Journey;
  /** The newest request, open or answered. */
  change: ShownChange | null;
};

/** What the person asked to be changed, its answer, and the way to ask; nothing while nothing can be asked for. */
export function ChangesSection({ journey, change }: ChangesSectionProps) {
  const t = useTranslations("attendee.change.section");
  const path = `/r/${journey.registration.publicId}/change`;
  const { organiser } = translated(journey.conference, usePageLocale());
  if (!mayAsk(journey)) return null;
  const isWaiting = change?.state === "asked";
  return (
    <Section title={t("title")} intro={change ? undefined : t("none", { organiser })} className="mt-10 print:hidden">
      {change && <ChangeNote journey={journey} change={change} />}
      {isWaiting ? (
        <form action={`${path}/withdraw`} method="post" className="mt-4">
          <input type="hidden" name="change" value={change.id} />
          <Button type="submit">{t("withdraw")}</Button>
        </form>
      ) : (
        <p className="mt-4">
          <ButtonLink href={path}>{t(change ? "ask-again" : "ask")}</ButtonLink>
        </p>
      )}
    </Section>
  );
}

const TONES = { asked: "wait", approved: "ok", declined: "bad", withdrawn: "note" } as const;

function ChangeNote({ journey: { conference }, change }: { journey: Journey; change: ShownChange }) {
  const t = useTranslations("attendee.change.section");
  const locale = useLocale();
  const read = usePageLocale();
  const { organiser, timeZone } = translated(conference, read);
  const { state, askedAt, text, answer } = change;
  const titles = {
    asked: t("asked", { moment: formatDateTime(askedAt, timeZone, locale) }),
    approved: t("approved"),
    declined: t("declined"),
    withdrawn: "",
  };
  return (
    <Note tone={TONES[state]} title={titles[state]}>
      {describeChange(change, read)}
      {text && <span className="mt-1 block whitespace-pre-line wrap-anywhere">{text}</span>}
      {state === "asked" && <span className="mt-1 block">{t("asked-do", { organiser })}</span>}
      {answer && (
        <span className="mt-1 block whitespace-pre-line wrap-anywhere">{t("answer", { organiser, answer })}</span>
      )}
    </Note>
  );
}
