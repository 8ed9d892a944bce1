import { useTranslations } from "next-intl";
import { Title } from "@/components/attendee/title";
import { ButtonLink } from "@/components/ui/button";
import type { Journey } from "@/lib/registration/load-journey";
import { AttendeeStage } from "../../attendee-stage";

/** Indico asks no fee of this registration: it offered a payment link all the same. */
export function isFreeInIndico({ registration }: Journey): boolean {
  return registration.isConfirmed && registration.indicoPriceMinor === 0 && registration.detailsAt === null;
}

/** Says so before the form, once, and how to go on. */
export function NoChargePage({ journey }: { journey: Journey }) {
  const t = useTranslations("attendee.noCharge");
  const path = `/r/${journey.registration.publicId}`;
  return (
    <AttendeeStage step="details" conference={journey.conference} journey={journey} path={path}>
      <Title lead={t("lead")}>{t("title")}</Title>
      <p className="mt-5 text-ink-soft">{t("about", { organiser: journey.conference.organiser })}</p>
      <p className="mt-8">
        <ButtonLink look="primary" href={`${path}/details`}>
          {t("continue")}
        </ButtonLink>
      </p>
    </AttendeeStage>
  );
}
