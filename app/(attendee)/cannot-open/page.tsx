import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.cannotOpen"))("title") };
}

/** The one answer to a link that is malformed, foreign, or not open to this browser: it says nothing about anybody. */
export default async function CannotOpenPage() {
  const t = await getTranslations("attendee.cannotOpen");
  return (
    <PlainStage path="/cannot-open">
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
