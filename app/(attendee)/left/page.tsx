import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlainStage } from "@/components/attendee/stage";
import { Title } from "@/components/attendee/title";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.left"))("title") };
}

/** After "Leave this browser": says that nothing stays open here, and how to come back. */
export default async function LeftPage() {
  const t = await getTranslations("attendee.left");
  return (
    <PlainStage path="/left">
      <Title lead={t("lead")}>{t("title")}</Title>
    </PlainStage>
  );
}
