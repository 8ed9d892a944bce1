import { useTranslations } from "next-intl";
import { Title } from "@/components/attendee/title";
import { Button } from "@/components/ui/button";
import type { Journey } from "@/lib/registration/load-journey";
import { AttendeeStage } from "../../attendee-stage";

/** The link alone opened the form; what was ordered is shown after the code only. */
export function CodeFirstPage({ journey: { conference, registration } }: { journey: Journey }) {
  const t = useTranslations("attendee.codeFirst");
  const path = `/r/${registration.publicId}`;
  return (
    <AttendeeStage step="verify" conference={conference} path={path} canLeave>
      <Title lead={t("lead")}>{t("title")}</Title>
      <form action={`${path}/code`} method="post" className="mt-8">
        <Button look="primary" type="submit">
          {t("send")}
        </Button>
      </form>
    </AttendeeStage>
  );
}
