import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { usePageLocale } from "@/components/page-locale";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { translated } from "@/lib/i18n/translated";
import type { Blocked, Journey } from "@/lib/registration/load-journey";
import { cityOfZone, formatDateTime } from "@/lib/time/format";
import { useConferenceFrame } from "../../attendee-stage";

type BlockedPageProps = {
  journey: Journey;
  why: Blocked;
  /** How the last "Check again" ended, from the address. */
  checked: unknown;
  waiver: ReactNode;
  delegation: ReactNode;
  agenda: ReactNode;
};

/** Where the way ends here: what is, what to do, and whom to write to. */
export function BlockedPage({ journey, why, checked, waiver, delegation, agenda }: BlockedPageProps) {
  const t = useTranslations("attendee.blocked");
  const locale = useLocale();
  const { registration } = journey;
  const { organiser, contactEmail, indicoUrl, indicoEventId, indicoFormId, timeZone } = translated(
    journey.conference,
    usePageLocale(),
  );
  const path = `/r/${registration.publicId}`;
  const words = {
    organiser,
    indico: (text: ReactNode) => (
      <a href={`${indicoUrl}/event/${indicoEventId}/registrations/${indicoFormId}/`}>{text}</a>
    ),
    mail: (text: ReactNode) => (
      <a href={`mailto:${contactEmail}`} className="wrap-anywhere">
        {text}
      </a>
    ),
    address: contactEmail,
  };
  const readAt = registration.indicoReadAt;
  return (
    <PlainStage conference={useConferenceFrame(journey.conference)} path={path} canLeave>
      <Title lead={t(`${why}.is`, { organiser })}>{t(`${why}.title`)}</Title>
      <CheckedNote checked={checked} />
      <Section title={t("what-to-do")}>
        <p className="mt-2 text-ink-soft">{t.rich(`${why}.do`, words)}</p>
        {why !== "cancelled" && why !== "in-group" && (
          <form action={`${path}/check`} method="post" className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button look="primary" type="submit">
              {t("check")}
            </Button>
            {readAt && (
              <span className="text-sm text-ink-soft">
                {t("read-at", { moment: formatDateTime(readAt, timeZone, locale), city: cityOfZone(timeZone, locale) })}
              </span>
            )}
          </form>
        )}
      </Section>
      {why === "in-group" && waiver}
      {delegation}
      {why === "in-group" && agenda}
    </PlainStage>
  );
}

function CheckedNote({ checked }: { checked: unknown }) {
  const t = useTranslations("attendee.blocked.checked");
  switch (checked) {
    case "same":
      return <Note role="status">{t("same")}</Note>;
    case "late":
      return (
        <Note tone="wait" role="status">
          {t("late")}
        </Note>
      );
    case "wait":
      return (
        <Note tone="wait" role="status">
          {t("wait")}
        </Note>
      );
    default:
      return null;
  }
}
