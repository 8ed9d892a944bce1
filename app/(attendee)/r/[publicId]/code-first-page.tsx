import { useTranslations } from "next-intl";
import { Title } from "@/components/attendee/title";
import type { Journey } from "@/lib/registration/load-journey";
import { AttendeeStage } from "../../attendee-stage";
import { AskCodeForm } from "./ask-code-form";

/** The link alone opened the form; what was ordered is shown after the code only. */
export function CodeFirstPage({ journey: { conference, registration } }: { journey: Journey }) {
  const t = useTranslations("attendee.codeFirst");
  return (
    <AttendeeStage step="verify" conference={conference} path={`/r/${registration.publicId}`} canLeave>
      <Title lead={t("lead")}>{t("title")}</Title>
      <AskCodeForm publicId={registration.publicId} />
    </AttendeeStage>
  );
}
