import { useTranslations } from "next-intl";
import { Title } from "@/components/attendee/title";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { AttendeeStage } from "../../../attendee-stage";
import type { Paying } from "./load-paying";

type AskingProps = { paying: Paying; cardPage: NonNullable<Paying["cardPage"]> };

/** Whether the card was charged is not known yet: no way of paying is shown, so that nobody pays twice. */
export function Asking({ paying: { journey }, cardPage }: AskingProps) {
  const t = useTranslations("attendee.pay.asking");
  const path = `/r/${journey.registration.publicId}/pay`;
  return (
    <AttendeeStage step="pay" conference={journey.conference} journey={journey} path={path}>
      <Title lead={t("lead")}>{t("title")}</Title>
      <Note tone="wait" role="status" title={t("is")}>
        {t("do")}
      </Note>
      <p className="mt-8">
        <ButtonLink look="primary" href={`${path}/return?checkout=${encodeURIComponent(cardPage.checkoutId)}`}>
          {t("again")}
        </ButtonLink>
      </p>
    </AttendeeStage>
  );
}
