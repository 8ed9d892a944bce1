import { useTranslations } from "next-intl";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";
import { useSessionHours } from "@/components/session-hours";
import { Button, ButtonLink } from "@/components/ui/button";
import { OwnWords } from "@/components/words";
import type { AgendaSession } from "@/lib/bookings/load-agenda";
import type { Journey } from "@/lib/registration/load-journey";
import { useConferenceFrame } from "../../../../../attendee-stage";
import { agendaAddress, anchorOf, WHOLE_AGENDA } from "../../agenda-view";

type LeaveFormProps = {
  journey: Journey;
  session: AgendaSession;
  /** How many wait for it. */
  waiting: number;
};

/** What giving the place back means, and the two ways on. */
export function LeaveForm({ journey: { registration, conference }, session, waiting }: LeaveFormProps) {
  const t = useTranslations("attendee.agenda.leave");
  const { dayAndHours } = useSessionHours(conference.timeZone);
  const { publicId } = registration;
  const path = `/r/${publicId}/agenda/${session.publicId}`;
  return (
    <PlainStage conference={useConferenceFrame(conference)} path={`${path}/leave`} canLeave>
      <Title
        lead={
          <>
            <OwnWords of={session} field="title" />, {dayAndHours(session)}.
          </>
        }
      >
        {t("title")}
      </Title>
      <p className="mt-5">{t("about", { waiting })}</p>
      <form action={`${path}/give-back`} method="post" className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-3">
        <input type="hidden" name="sure" value="yes" />
        <Button look="danger" type="submit">
          {t("confirm")}
        </Button>
        <ButtonLink href={`${agendaAddress(publicId, WHOLE_AGENDA)}#${anchorOf(session.publicId)}`}>
          {t("keep")}
        </ButtonLink>
      </form>
    </PlainStage>
  );
}
