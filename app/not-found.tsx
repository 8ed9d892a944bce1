import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

/** An address that is none of ours. */
export default async function NotFound() {
  const t = await getTranslations("site.notFound");
  return (
    <PlainStage path="/">
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
